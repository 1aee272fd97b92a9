import { lstat, mkdir } from "node:fs/promises";
import { join } from "node:path";

/**
 * Makes folders, one in the other, below a checkout. A link on the way is never followed, or whoever made it would
 * choose what is written where on the host.
 * @returns false when something else is in the way
 */
export async function makeFoldersInside(root: string, names: readonly string[]): Promise<boolean> {
  let path = root;
  for (const name of names) {
    if (name === "" || name === "." || name === "..") return false;
    path = join(path, name);
    const stats = await lstat(path).catch(() => undefined);
    if (stats === undefined) await mkdir(path);
    else if (!stats.isDirectory()) return false;
  }
  return true;
}
