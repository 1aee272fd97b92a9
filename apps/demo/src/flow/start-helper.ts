import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";

/** A process that serves the flow and ends with it. */
export interface Helper<Ready> {
  /** What it said when it was ready. */
  readonly ready: Ready;
  stop(): Promise<void>;
}

/**
 * Starts one of the entries beside this file, with its options as JSON. It says over its channel that it is ready, and
 * ends when the channel closes, so that nothing is left behind when the demo dies.
 */
export async function startHelper<Ready>(
  entry: "twin-main.ts" | "double-main.ts",
  options: object,
): Promise<Helper<Ready>> {
  const child = fork(join(import.meta.dirname, entry), [JSON.stringify(options)], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const ready = await new Promise<Ready>((resolve, reject) => {
    child.once("message", (message) => resolve(message as Ready));
    child.once("exit", (code) =>
      reject(new Error(`${entry} ended with exit code ${code} before it was ready.`)),
    );
  });
  return { ready, stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.disconnect();
  await ended;
}
