import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OSOrganicError, type Sandbox } from "@osorganicai/core";

/** Runs node on the loopback inside: what tests of any project need at least. */
const probe = `node -e 'require("node:net").createServer().listen(0, "127.0.0.1", () => process.exit(7))'`;

/** The sandbox, once it has really run something. @throws OSOrganicError `executor_unavailable` when it cannot */
export async function trySandbox(sandbox: Sandbox): Promise<Sandbox> {
  const directory = await mkdtemp(join(tmpdir(), "osorganicai-probe-"));
  try {
    const { exitCode, output } = await sandbox.run({ directory, command: probe, timeoutMs: 30_000 });
    if (exitCode === 7) return sandbox;
    throw new OSOrganicError(
      "executor_unavailable",
      `Node does not run in the sandbox (exit code ${exitCode}): ${output.trim()}`,
    );
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
