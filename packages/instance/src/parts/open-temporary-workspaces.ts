import { lstat, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PREFIX = "osorganicai-work-";
/** No run has a checkout for so long. */
const ABANDONED_AFTER_MS = 24 * 60 * 60 * 1000;

/** A folder for the checkouts of this process. What processes left behind that were killed is removed meanwhile. */
export async function openTemporaryWorkspaces(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), PREFIX));
  // Nobody waits for it: there may be gigabytes, and the next start tries again.
  removeAbandoned().catch(() => undefined);
  return folder;
}

/**
 * Removes the folders of this user in which nothing was opened for a day. By their age and not by their owner, who may live in
 * another container; one that is only idle makes its folder again.
 */
export async function removeAbandoned(): Promise<void> {
  const user = process.getuid?.();
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(PREFIX));
  for (const path of names.map((name) => join(tmpdir(), name))) {
    const found = await lstat(path).catch(() => undefined);
    if (!found?.isDirectory() || (user !== undefined && found.uid !== user)) continue;
    if (Date.now() - found.mtimeMs > ABANDONED_AFTER_MS)
      await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
}
