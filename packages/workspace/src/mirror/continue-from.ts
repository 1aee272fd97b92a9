import { copyFile, cp, link, mkdir, readdir } from "node:fs/promises";
import { basename, join } from "node:path";

/** Each fetch adds a pack, and git looks into all of them. Beyond so many it is fetched anew. */
const MAX_PACKS = 40;

/**
 * Gives a repository that does not exist yet what an earlier mirror of it has: packs never change, so both may have them.
 * @param newest an earlier mirror, if there is one
 * @returns `gitFolder`
 */
export async function continueFrom(newest: string | undefined, gitFolder: string): Promise<string> {
  if (newest === undefined) return gitFolder;
  const earlier = join(newest, basename(gitFolder));
  const files = await readdir(join(earlier, "objects", "pack")).catch(() => []);
  const packs = files.filter((name) => name.endsWith(".pack")).length;
  if (packs === 0 || packs > MAX_PACKS) return gitFolder;
  await mkdir(join(gitFolder, "objects", "pack"), { recursive: true });
  for (const name of files) {
    const [from, to] = [join(earlier, "objects", "pack", name), join(gitFolder, "objects", "pack", name)];
    await link(from, to).catch(() => copyFile(from, to)); // not every file system has links
  }
  // Which commits it has, and where their history ends: else git would send all again, and take what is missing for lost.
  for (const name of ["HEAD", "config", "refs", "shallow"])
    await cp(join(earlier, name), join(gitFolder, name), { recursive: true }).catch(unlessMissing);
  return gitFolder;
}

function unlessMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== "ENOENT") throw error;
}
