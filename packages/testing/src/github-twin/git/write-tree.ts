import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { GitRepository } from "./git-repository.ts";

/** One change of a tree. */
export interface TreeChange {
  readonly path: string;
  readonly mode: "100644" | "100755" | "040000" | "160000" | "120000";
  /** The object to put there, or null to remove what is there. */
  readonly sha: string | null;
}

/**
 * Writes the tree that comes out of a base and some changes.
 * @returns its sha, or undefined when a path or an object is not possible
 */
export async function writeTree(
  git: GitRepository,
  base: string | undefined,
  changes: readonly TreeChange[],
): Promise<string | undefined> {
  const index = join(git.directory, `index-${randomUUID()}`);
  const environment = { GIT_INDEX_FILE: index };
  const folders = changes.filter(({ mode, sha }) => mode === "040000" && sha !== null);
  const entries = changes.filter((change) => !folders.includes(change));
  const steps: { readonly args: readonly string[]; readonly input?: string }[] = [
    { args: ["read-tree", base ?? "--empty"] },
    ...folders.map(({ path, sha }) => ({ args: ["read-tree", "-i", `--prefix=${path}/`, sha ?? ""] })),
    { args: ["update-index", "-z", "--replace", "--index-info"], input: entries.map(indexLine).join("") },
  ];
  try {
    for (const { args, input = "" } of steps) {
      const { exitCode, errors } = await git.attempt(args, { input, environment });
      // A path like ../x is only warned about.
      if (exitCode !== 0 || errors !== "") return undefined;
    }
    const { exitCode, output } = await git.attempt(["write-tree"], { environment });
    return exitCode === 0 ? output.toString().trim() : undefined;
  } finally {
    await rm(index, { force: true });
  }
}

/** Mode 0 removes a path. */
function indexLine({ mode, sha, path }: TreeChange): string {
  return sha === null ? `0 ${"0".repeat(40)}\t${path}\0` : `${mode} ${sha}\t${path}\0`;
}
