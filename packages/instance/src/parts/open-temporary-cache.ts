import { lstat, mkdir, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * A folder that outlives this process, and where it can, a start: that of every instance of this user on this machine.
 * Temporary files are everybody's, so a folder of that name which somebody else made, or can write to, is not used.
 */
export async function openTemporaryCache(): Promise<string> {
  const user = process.getuid?.();
  const folder = join(tmpdir(), `osorganicai-cache-${user ?? "user"}`);
  await mkdir(folder, { mode: 0o700 }).catch(() => {});
  const found = await lstat(folder).catch(() => undefined);
  const isOurs =
    found?.isDirectory() && (user === undefined || (found.uid === user && (found.mode & 0o077) === 0));
  return isOurs ? folder : mkdtemp(join(tmpdir(), "osorganicai-cache-"));
}
