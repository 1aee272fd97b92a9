import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { IndexStore } from "@osorganicai/core";

/**
 * Keeps an index in a folder, which is made when it is needed and may be deleted at any time. An entry is written beside and
 * then renamed, so that nobody ever reads half of it.
 */
export function createFileIndexStore(folder: string): IndexStore {
  return {
    async list() {
      const names = await readdir(folder).catch(() => []);
      return names.filter((name) => !name.startsWith(".")).sort();
    },
    read: (name) => readFile(join(folder, name)).catch(() => undefined),
    async stamp(name) {
      const found = await stat(join(folder, name), { bigint: true }).catch(() => undefined);
      return found && `${found.ino} ${found.size} ${found.mtimeNs} ${found.ctimeNs}`;
    },
    async write(name, bytes) {
      await mkdir(folder, { recursive: true });
      const beside = join(folder, `.${randomUUID()}`);
      try {
        await writeFile(beside, bytes);
        await rename(beside, join(folder, name));
      } finally {
        await rm(beside, { force: true });
      }
    },
    remove: (name) => rm(join(folder, name), { force: true }),
  };
}
