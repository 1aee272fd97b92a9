import { makeFoldersInside } from "../checkout/make-folders-inside.ts";
import type { InstalledFolder } from "./sandbox-options.ts";

/**
 * Makes the folders that installed ones are mounted on, below a command's folder; nothing else works in the folder at
 * this moment.
 * @returns those that can be mounted
 */
export async function placeInstalled(
  folder: string,
  installed: readonly InstalledFolder[],
): Promise<readonly InstalledFolder[]> {
  const placed: InstalledFolder[] = [];
  for (const entry of installed) if (await makeFoldersInside(folder, entry.to.split("/"))) placed.push(entry);
  return placed;
}
