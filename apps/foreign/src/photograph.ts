import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "./run-command.ts";

/** What of a repository must be as it was, by name. */
export type Photo = Readonly<Record<string, string>>;

/** Index, HEAD, configuration, branches, status with what is ignored, and the content of every tracked file. */
export async function photograph(clone: string): Promise<Photo> {
  const git = async (...args: readonly string[]): Promise<string> =>
    (await runCommand("git", ["-C", clone, "--no-optional-locks", ...args])).stdout;
  const bytes = async (path: string): Promise<string> => digest(await readFile(join(clone, path)));
  const tracked = (await git("ls-files", "-z")).split("\0").slice(0, -1);
  const contents = tracked.map((path) => bytes(path).catch(() => "no file"));
  return {
    index: await bytes(".git/index"),
    HEAD: await bytes(".git/HEAD"),
    config: await bytes(".git/config"),
    branches: await git("for-each-ref", "--format=%(refname) %(objectname)"),
    status: await git("status", "--porcelain", "--ignored"),
    files: digest(JSON.stringify(await Promise.all(contents))),
  };
}

/** Names of whatever differs, but for one new branch. */
export function findDifferences(before: Photo, after: Photo, branch: string): readonly string[] {
  const isNew = (line: string): boolean => branch !== "" && line.startsWith(`refs/heads/${branch} `);
  const old = (photo: Photo, name: string): string | undefined =>
    photo[name]
      ?.split("\n")
      .filter((line) => name !== "branches" || !isNew(line))
      .join("\n");
  return Object.keys(before).filter((name) => old(before, name) !== old(after, name));
}

function digest(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
