import { messageOf, OSOrganicError, type Sandbox } from "@osorganicai/core";
import { createBubblewrapSandbox } from "./create-bubblewrap-sandbox.ts";
import { createNamespaceSandbox } from "./create-namespace-sandbox.ts";
import type { SandboxOptions } from "./sandbox-options.ts";

/** Both isolate alike. bubblewrap comes first because a command starts in 20 ms there and in 65 ms with a shell script. */
const kinds = [createBubblewrapSandbox, createNamespaceSandbox];

/**
 * The best sandbox of this machine, found by really running something in it. There is no way to run without one.
 *
 * @throws OSOrganicError `executor_unavailable` with what each kind lacks and what to do
 * @example
 * const sandbox = await createSandbox();
 * const { exitCode, output } = await sandbox.run({ directory: "/tmp/shop", command: "npm test" });
 */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const reasons: string[] = [];
  // Only the other kind has overlays, and test runners write caches into what is installed.
  for (const create of options.installed?.length ? kinds.toReversed() : kinds) {
    try {
      return await create(options);
    } catch (error) {
      reasons.push(messageOf(error));
    }
  }
  throw new OSOrganicError("executor_unavailable", `No sandbox works here. ${reasons.join(" ")} ${advice}`, {
    details: { reasons },
  });
}

const advice =
  "Use Linux, install bubblewrap or util-linux, and let users make namespaces: on Ubuntu 24.04 and newer " +
  "`sysctl kernel.apparmor_restrict_unprivileged_userns=0`, in a container `--privileged`.";
