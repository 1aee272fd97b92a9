import { createBlobReader } from "./read-blobs.ts";
import { runGit } from "./run-git.ts";

/** A file of a commit. */
interface TreeFile {
  readonly path: string;
  readonly blob: string;
  readonly bytes: number;
}

/** What the benchmark asks a git directory. */
export interface Repository {
  /** All files of a commit; links and submodules are none. */
  listFiles(commit: string): Promise<readonly TreeFile[]>;
  /** The texts of blobs, in the order asked for. @throws when one is missing */
  readBlobs(blobs: readonly string[]): Promise<readonly string[]>;
  /** The newest commits, newest first; merges are none. */
  listCommits(most: number): Promise<readonly { readonly id: string; readonly message: string }[]>;
  /** What changed from one commit to another, without context lines, renames followed. */
  diff(base: string, fix: string): Promise<string>;
}

/** @param gitDir a bare repository, or the `.git` of one */
export function openRepository(gitDir: string): Repository {
  const git = (args: readonly string[], input = "") => runGit(gitDir, args, input);
  return {
    async listFiles(commit) {
      const output = await git(["ls-tree", "-r", "-l", "-z", "--full-tree", commit]);
      return output.toString("utf8").split("\0").flatMap(parseEntry);
    },
    readBlobs: createBlobReader(git),
    async listCommits(most) {
      const output = await git(["log", "--no-merges", `--max-count=${most}`, "--format=%H%n%B%x00", "HEAD"]);
      return output.toString("utf8").split("\0").flatMap(parseCommit);
    },
    async diff(base, fix) {
      return (await git(["diff", "-U0", "-M", "--no-color", "--no-ext-diff", base, fix])).toString("utf8");
    },
  };
}

/** `<mode> <type> <id> <bytes>\t<path>` */
function parseEntry(line: string): readonly TreeFile[] {
  const [description = "", path = ""] = line.split("\t");
  const [mode, type, blob = "", bytes = ""] = description.split(/\s+/);
  return type === "blob" && mode !== "120000" ? [{ path, blob, bytes: Number(bytes) }] : [];
}

/** `<id>\n<message>` */
function parseCommit(text: string): readonly { readonly id: string; readonly message: string }[] {
  const [id = "", ...message] = text.trim().split("\n");
  return id === "" ? [] : [{ id, message: message.join("\n").trim() }];
}
