import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { messageOf } from "@osorganicai/core";
import { mapInParallel } from "../map-in-parallel.ts";

/** `fleet/team/shop/apps/child` is found, and nobody waits for a whole home folder. */
const MAX_DEPTH = 4;
const skipped: ReadonlySet<string> = new Set(["node_modules", "dist", "build", "coverage", "vendor"]);

/** Children below a folder, and folders that could not be read. */
export interface FoundChildren {
  /** Absolute, sorted. */
  readonly folders: readonly string[];
  /** One sentence each. */
  readonly unreadable: readonly string[];
}

/**
 * Looks for `.osorganicai/lock.json`, four levels deep. Links are not followed, and nothing is looked for inside of a child.
 * @throws Error when the folder itself cannot be read
 */
export async function findChildren(root: string): Promise<FoundChildren> {
  await readdir(root);
  const folders: string[] = [];
  const unreadable: string[] = [];
  let level = [root];
  for (let depth = 0; depth <= MAX_DEPTH && level.length > 0; depth += 1) {
    const children = level.filter((folder) => existsSync(join(folder, ".osorganicai/lock.json")));
    folders.push(...children);
    if (depth === MAX_DEPTH) break;
    const known = new Set(children);
    const others = level.filter((folder) => !known.has(folder));
    const next = await mapInParallel(others, 32, async (folder) => {
      try {
        return await listFolders(folder);
      } catch (error) {
        unreadable.push(`${folder} cannot be read: ${messageOf(error)}`);
        return [];
      }
    });
    level = next.flat();
  }
  return { folders: folders.toSorted(), unreadable };
}

async function listFolders(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith(".") && !skipped.has(entry.name))
    .map(({ name }) => join(folder, name));
}
