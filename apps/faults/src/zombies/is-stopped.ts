import { readFile } from "node:fs/promises";

/** Whether a process is stopped by a signal. https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
export async function isStopped(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  return stat.slice(stat.lastIndexOf(")") + 2).startsWith("T");
}
