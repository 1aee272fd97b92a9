import { readFile, rm, writeFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";

const POLL_MS = 100;

/**
 * Does the work when no other process does work under the same lock.
 * @param lock a file that is there as long as the work is done; a killed process leaves it, and the next one takes it over
 * @param signal aborted: waits no longer
 */
export async function oneAtATime<T>(lock: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  while (!(await take(lock))) {
    if (await isLeftBehind(lock)) await rm(lock, { force: true });
    else await wait(POLL_MS, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}

async function take(lock: string): Promise<boolean> {
  try {
    await writeFile(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

/** Whether the process is gone that wrote it. */
async function isLeftBehind(lock: string): Promise<boolean> {
  const holder = Number(await readFile(lock, "utf8").catch(() => ""));
  if (holder === 0) return false; // It is being written, or was taken away meanwhile.
  try {
    process.kill(holder, 0);
    return false;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ESRCH";
  }
}
