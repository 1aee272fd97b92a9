import { readFile } from "node:fs/promises";
import { messageOf } from "@osorganicai/core";

/**
 * What tells a running process from every other one, also from a later one with the same pid; undefined when there is
 * no such process. Where the system does not say when a process started, only its pid is known.
 */
export async function processIdentity(pid: number): Promise<string | undefined> {
  if (!isAlive(pid)) return undefined;
  try {
    // https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: the command's name, in brackets, may hold anything.
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const boot = (await readFile("/proc/sys/kernel/random/boot_id", "utf8")).trim();
    const [state, startTicks] = [fields[0], fields[19]];
    return state === "Z" ? undefined : `${pid}@${boot}+${startTicks}`;
  } catch {
    return `${pid}`;
  }
}

function isAlive(pid: number): boolean {
  try {
    // Signal 0 only asks.
    return process.kill(pid, 0);
  } catch (error) {
    return messageOf(error).includes("EPERM");
  }
}
