import { join, relative } from "node:path";
import { askProgram } from "../../doctor/child/ask-program.ts";
import { hashFile } from "../../doctor/child/hash-file.ts";
import { listFiles } from "../../doctor/child/list-files.ts";
import { readText } from "../../doctor/child/read-text.ts";
import type { ChildSource } from "../child-source.ts";

/** A child on this disk. What its CI says stands only on GitHub. */
export function createFolderSource(root: string, folder: string): ChildSource {
  return {
    place: relative(root, folder) || ".",
    read: (path) => readText(join(folder, path)),
    list: (path) => listFiles(join(folder, path)),
    hash: (path) => hashFile(join(folder, path)),
    async changedAt(path) {
      const args = ["log", "--max-count=1", "--format=%cI", "--", path];
      const { stdout } = await askProgram("git", args, { directory: folder });
      return stdout === "" ? undefined : new Date(stdout);
    },
    ci: async () => "unknown",
  };
}
