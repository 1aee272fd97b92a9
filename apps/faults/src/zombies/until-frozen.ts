import { readFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import type { World } from "../world/open-world.ts";
import { isAtRest } from "../world/until-at-rest.ts";

/** Resolves with true when a process is stopped, with false when there is nothing left that could bring it to its place. */
export async function untilFrozen(world: World, pid: number): Promise<boolean> {
  for (;;) {
    if (await isStopped(pid)) return true;
    if (await isAtRest(world)) return isStopped(pid);
    await wait(20);
  }
}

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
async function isStopped(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  return stat.slice(stat.lastIndexOf(")") + 2).startsWith("T");
}
