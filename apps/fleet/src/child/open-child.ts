import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Fleet } from "../fleet.ts";
import { type ProgramResult, runProgram, tryProgram } from "../run-program.ts";

/** A working copy of a child, for one story. */
export interface Child {
  readonly folder: string;
  /** Runs a program that must succeed. @returns what it wrote to standard output */
  run(...command: readonly string[]): Promise<string>;
  /** Runs a program, whatever comes of it. */
  attempt(...command: readonly string[]): Promise<ProgramResult>;
  read(path: string): Promise<string>;
  write(path: string, text: string): Promise<void>;
  /** Replaces a text that must be there. */
  edit(path: string, from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** Commits whatever changed. */
  commit(message: string): Promise<void>;
}

/** Clones a child's repository, or one of its branches, and installs its packages as they are locked. */
export async function openChild(
  { folder: parent, environment }: Pick<Fleet, "folder" | "environment">,
  repository: string,
  branch = "main",
): Promise<Child> {
  const folder = await mkdtemp(join(parent, "copy-"));
  await runProgram(["git", "clone", "--quiet", "--branch", branch, repository, folder], {
    cwd: parent,
    environment,
  });
  const child = useChild(folder, environment);
  await child.run("pnpm", "install", "--frozen-lockfile");
  return child;
}

/** What a story does with a child's folder. */
function useChild(folder: string, environment: Fleet["environment"]): Child {
  const options = { cwd: folder, environment };
  const run = (...command: readonly string[]) => runProgram(command, options);
  const read = (path: string) => readFile(join(folder, path), "utf8");
  const write = (path: string, text: string) => writeFile(join(folder, path), text);
  return {
    folder,
    run,
    attempt: (...command) => tryProgram(command, options),
    read,
    write,
    async edit(path, from, to) {
      const text = await read(path);
      if (!text.includes(from)) throw new Error(`${path} does not say ${JSON.stringify(from)}.`);
      await write(path, text.replace(from, to));
    },
    remove: (path) => rm(join(folder, path)),
    async commit(message) {
      await run("git", "add", "--all");
      await run("git", "commit", "--quiet", "--message", message);
    },
  };
}
