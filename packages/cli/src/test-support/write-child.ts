import { type ChildLock, formatLock, parseLock, planChild } from "create-osorganicai";
import { writeFiles } from "./make-repository.ts";

/** What differs from a child that was just spawned. */
export interface WrittenChild {
  readonly name?: string;
  readonly lock?: Partial<ChildLock>;
}

const lockPath = ".osorganicai/lock.json";

/** Writes a child into an empty folder, as spawning does, without git and without what is installed. @returns its lock */
export async function writeChild(
  directory: string,
  { name = "shop", lock = {} }: WrittenChild = {},
): Promise<ChildLock> {
  const planned = planChild({ name, domain: "e-commerce", supabase: true }, new Date("2026-11-27T12:00:00Z"));
  const files = Object.fromEntries(planned.map(({ path, content }) => [path, content]));
  const written = { ...parseLock(files[lockPath] ?? ""), ...lock };
  await writeFiles(directory, { ...files, [lockPath]: formatLock(written) });
  return written;
}
