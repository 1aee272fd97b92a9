import { OSOrganicError, type Sandbox } from "@osorganicai/core";
import { buildSandbox } from "./build-sandbox.ts";
import { findTool } from "./find-tool.ts";
import { createNamespaceLauncher } from "./namespace-launcher.ts";
import { resolveSandboxOptions, type SandboxOptions } from "./sandbox-options.ts";
import { trySandbox } from "./try-sandbox.ts";

const needed = ["setpriv", "unshare", "prlimit", "mount", "umount", "pivot_root"];

/**
 * A sandbox out of Linux namespaces, with nothing installed but util-linux 2.36 or newer and perl or python3.
 * @throws OSOrganicError `executor_unavailable` when the machine does not let us
 */
export async function createNamespaceSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const resolved = resolveSandboxOptions(options);
  const found = await Promise.all(needed.map((name) => findTool(name, resolved.searchPath)));
  const missing = needed.filter((_, index) => found[index] === undefined);
  if (missing.length > 0)
    throw new OSOrganicError(
      "executor_unavailable",
      `The machine has no ${missing.join(", no ")}. Install util-linux.`,
    );
  const asRoot = process.getuid?.() === 0;
  return trySandbox(await buildSandbox(createNamespaceLauncher(asRoot), resolved, asRoot));
}
