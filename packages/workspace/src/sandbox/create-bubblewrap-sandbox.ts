import { OSOrganicError, type Sandbox } from "@osorganicai/core";
import { createBubblewrapLauncher } from "./bubblewrap-launcher.ts";
import { buildSandbox } from "./build-sandbox.ts";
import { findTool } from "./find-tool.ts";
import { resolveSandboxOptions, type SandboxOptions } from "./sandbox-options.ts";
import { trySandbox } from "./try-sandbox.ts";

/**
 * A sandbox made by bubblewrap 0.5 or newer, https://github.com/containers/bubblewrap, with util-linux and perl or
 * python3 for the last steps.
 * @throws OSOrganicError `executor_unavailable` when it is not installed or the machine does not let it
 */
export async function createBubblewrapSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const resolved = resolveSandboxOptions(options);
  const bwrap = await findTool("bwrap", resolved.searchPath);
  if (bwrap === undefined)
    throw new OSOrganicError("executor_unavailable", "The machine has no bwrap. Install bubblewrap.");
  const asRoot = process.getuid?.() === 0;
  return trySandbox(await buildSandbox(createBubblewrapLauncher(bwrap, asRoot), resolved, asRoot));
}
