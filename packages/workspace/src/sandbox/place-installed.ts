import { lstat, mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { InstalledFolder } from "./sandbox-options.ts";

/**
 * Makes the folders that installed ones are mounted on, below a command's folder. A link on the way is never
 * followed, or a command that makes one would choose what is mounted, or made, where on the host; nothing else works
 * in the folder at this moment.
 * @returns those that can be mounted
 */
export async function placeInstalled(
  folder: string,
  installed: readonly InstalledFolder[],
): Promise<readonly InstalledFolder[]> {
  const placed: InstalledFolder[] = [];
  for (const entry of installed) if (await makeFolders(folder, entry.to.split("/"))) placed.push(entry);
  return placed;
}

async function makeFolders(folder: string, names: readonly string[]): Promise<boolean> {
  let path = folder;
  for (const name of names) {
    if (name === "" || name === "." || name === "..") return false;
    path = join(path, name);
    const stats = await lstat(path).catch(() => undefined);
    if (stats === undefined) await mkdir(path);
    else if (!stats.isDirectory()) return false;
  }
  return true;
}
