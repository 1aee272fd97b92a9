import { lstat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type BuildOutput, type Git, type MonorepoPackage, readBlobs } from "@osorganicai/workspace";
import type { LocalRepository } from "./local-repository.ts";
import { parseManifest } from "./parse-manifest.ts";

/** How a package is built; npm runs the scripts of them all, where theirs is missing. */
const managers = ["pnpm", "yarn", "bun"];

/**
 * The packages of a JavaScript monorepo, with what they were built into in the working tree: whatever a package
 * publishes and a `.gitignore` names. So caches, reports and `.env` files are none of it.
 * @param paths every path of the base commit
 * @param programs package managers that can be used
 * @returns none when it is no monorepo
 */
export async function findMonorepoPackages(
  { git, worktree, base }: Pick<LocalRepository, "git" | "worktree" | "base">,
  paths: readonly string[],
  programs: readonly string[],
): Promise<readonly MonorepoPackage[]> {
  if (!(await isMonorepo(git, base.commit, paths))) return [];
  const folders = paths
    .filter((path) => /^(?!.*(node_modules\/|\n)).+\/package\.json$/.test(path))
    .map(dirname);
  if (worktree === undefined || folders.length === 0) return [];
  const names = folders.map((folder) => `${base.commit}:${folder}/package.json`);
  const manifests = (await readBlobs(git, names)).map((text) => parseManifest(decode(text)));
  const folderOf = new Map(manifests.map(({ name }, index) => [name, folders[index]]));
  const ignored = await listIgnored({ git, worktree });
  const manager = managers.find((name) => programs.includes(name)) ?? "npm";
  return Promise.all(
    manifests.map(async ({ dependencies, buildsItself, published }, index) => {
      const folder = folders[index] ?? "";
      const outputs = ignored.filter((path) => published.some((name) => meet(`${folder}/${name}`, path)));
      return {
        folder,
        outputs: await existing(outputs.map((to) => ({ from: join(worktree, to), to }))),
        dependsOn: dependencies.flatMap((name) => folderOf.get(name) ?? []),
        build: buildsItself ? `${manager} run build` : undefined,
      };
    }),
  );
}

/** By what its package manager is told. Others have packages in them as well: examples, fixtures. */
async function isMonorepo(git: Git, commit: string, paths: readonly string[]): Promise<boolean> {
  if (paths.includes("pnpm-workspace.yaml") || paths.includes("lerna.json")) return true;
  if (!paths.includes("package.json")) return false;
  const [root = new Uint8Array()] = await readBlobs(git, [`${commit}:package.json`]);
  return parseManifest(decode(root)).hasWorkspaces;
}

/** Without what only the user's own settings ignore: the checkout would not know. Whole folders where nothing is tracked. */
async function listIgnored({ git, worktree }: { git: Git; worktree: string }) {
  const flags = ["--others", "--ignored", "--exclude-per-directory=.gitignore", "--directory", "-z"];
  const listed = await git(["ls-files", ...flags], { environment: { GIT_WORK_TREE: worktree } });
  const paths = listed.toString().split("\0").slice(0, -1);
  return paths
    .map((path) => path.replace(/\/$/, ""))
    .filter((path) => !/(^|\/)node_modules(\/|$)/.test(path));
}

/** Whether one is the other or lies in it. */
function meet(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`);
}

/** Links are left out: what they lead to may be anywhere. */
async function existing(outputs: readonly BuildOutput[]): Promise<readonly BuildOutput[]> {
  const stats = await Promise.all(outputs.map(({ from }) => lstat(from).catch(() => undefined)));
  return outputs.filter((_, index) => stats[index]?.isDirectory() || stats[index]?.isFile());
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
