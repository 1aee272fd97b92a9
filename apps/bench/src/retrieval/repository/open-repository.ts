import { spawn } from "node:child_process";
import { createBlobReader } from "./read-blobs.ts";

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

async function runGit(gitDir: string, args: readonly string[], input: string): Promise<Buffer> {
  const child = spawn("git", ["--git-dir", gitDir, ...args], { stdio: ["pipe", "pipe", "pipe"] });
  // A command that does not read its input may end before all is written; its exit code says whether that was wrong.
  child.stdin.on("error", () => {}).end(input);
  const [output, complaint, code] = await Promise.all([
    child.stdout.toArray() as Promise<Buffer[]>,
    child.stderr.toArray() as Promise<Buffer[]>,
    new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve)),
  ]);
  if (code === 0) return Buffer.concat(output);
  throw new Error(`git ${args.join(" ")} in ${gitDir} ended with ${code}: ${Buffer.concat(complaint)}`);
}
