import { readFile } from "node:fs/promises";

/** Memory of a process, in megabytes. `peak` is the most since its start. Linux only. */
export async function readMemory(pid: number): Promise<{ readonly now: number; readonly peak: number }> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  const megabytes = (field: string): number => {
    const [, kilobytes] = new RegExp(`^${field}:\\s+(\\d+) kB$`, "m").exec(status) ?? [];
    return Math.round(Number(kilobytes) / 1024);
  };
  return { now: megabytes("VmRSS"), peak: megabytes("VmHWM") };
}
