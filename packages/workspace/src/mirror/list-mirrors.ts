import { readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { removeFolder } from "../checkout/remove-folder.ts";

/** Kept whatever their age: whoever asks again asks for one of these. */
const KEPT = 2;
/** Nobody reads for so long after having asked, and nobody fetches for so long. */
const UNUSED_MS = 2 * 3600 * 1000;
const USED = "used";

/** Folders of commits, the last used one first. */
export async function listMirrors(home: string): Promise<readonly string[]> {
  return (await listFolders(home)).filter(({ path }) => isMirror(path)).map(({ path }) => path);
}

/** Tells others that a mirror is still used. */
export async function markUsed(mirror: string): Promise<void> {
  await writeFile(join(mirror, USED), "");
}

/** Removes mirrors that nobody uses any more, and what was left by whoever died while making one. */
export async function forgetUnused(home: string): Promise<void> {
  const folders = await listFolders(home);
  const kept = folders.filter(({ path }) => isMirror(path)).slice(0, KEPT);
  const now = folders[0]?.usedAt ?? 0; // by the clock that wrote the others
  for (const folder of folders)
    if (!kept.includes(folder) && folder.usedAt < now - UNUSED_MS)
      await removeFolder(folder.path).catch(() => {});
}

interface Folder {
  readonly path: string;
  readonly usedAt: number;
}

async function listFolders(home: string): Promise<readonly Folder[]> {
  const found = await Promise.all((await readdir(home)).map((name) => describe(join(home, name))));
  return found.flat().sort((a, b) => b.usedAt - a.usedAt);
}

async function describe(path: string): Promise<readonly Folder[]> {
  const stats = await stat(join(path, USED)).catch(() => stat(path).catch(() => undefined));
  return stats ? [{ path, usedAt: stats.mtimeMs }] : [];
}

function isMirror(path: string): boolean {
  return /\/[0-9a-f]{40}$/.test(path);
}
