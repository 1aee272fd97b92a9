import type { ChildProcess } from "node:child_process";

/** Asks a process to end, and waits until it is gone. Does nothing when it is. */
export async function endProcess(child: ChildProcess, ask: () => unknown): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  ask();
  await ended;
}
