import { rm } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { runProgram, tryProgram } from "../run-program.ts";

/** The forge's git repositories; a name is `owner/name`. */
export interface Repositories {
  /** What git clones from and pushes to. */
  address(name: string): string;
  /** Takes a repository in as it is, with `main` only. */
  create(name: string, from: string): Promise<void>;
  /** A commit of a branch or another revision; undefined when there is none. */
  commitOf(name: string, revision: string): Promise<string | undefined>;
  /** A file's text; undefined when there is none. */
  read(name: string, revision: string, path: string): Promise<string | undefined>;
  /** Paths that differ on a branch from where it left another one. */
  changedBy(name: string, base: string, head: string): Promise<readonly string[]>;
  /** Merges a branch into `main` with a merge commit, and removes the branch. @throws when git cannot */
  merge(name: string, branch: string): Promise<void>;
}

/** Bare repositories in a folder. */
export function createRepositories(
  folder: string,
  environment: Readonly<Record<string, string>>,
): Repositories {
  const pathOf = (name: string) => join(folder, `${name}.git`);
  const git = (name: string, ...command: readonly string[]) =>
    tryProgram(["git", "-C", pathOf(name), ...command], { cwd: folder, environment });
  const read = async (name: string, ...command: readonly string[]) => {
    const { exitCode, stdout } = await git(name, ...command);
    return exitCode === 0 ? stdout : undefined;
  };
  const run = (cwd: string, ...command: readonly string[]) =>
    runProgram(["git", ...command], { cwd, environment });
  return {
    address: (name) => pathToFileURL(pathOf(name)).href,
    async create(name, from) {
      await run(
        folder,
        "clone",
        "--quiet",
        "--bare",
        "--branch",
        "main",
        "--single-branch",
        from,
        pathOf(name),
      );
    },
    commitOf: async (name, revision) =>
      (await read(name, "rev-parse", "--verify", `${revision}^{commit}`))?.trim(),
    read: (name, revision, path) => read(name, "show", `${revision}:${path}`),
    changedBy: async (name, base, head) =>
      ((await read(name, "diff", "--name-only", "-z", `${base}...${head}`)) ?? "")
        .split("\0")
        .filter(Boolean),
    async merge(name, branch) {
      const clone = join(folder, "merging");
      await run(folder, "clone", "--quiet", pathOf(name), clone);
      await run(clone, "merge", "--quiet", "--no-ff", "--message", `Merge ${branch}`, `origin/${branch}`);
      await run(clone, "push", "--quiet", "origin", "HEAD:main", `:${branch}`);
      await rm(clone, { recursive: true });
    },
  };
}
