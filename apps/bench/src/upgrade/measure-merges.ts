import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { devNull, tmpdir } from "node:os";
import { join } from "node:path";
import type { ChildFile } from "create-osorganicai";
import { createRandom } from "../random.ts";
import { editFiles } from "./edit-files.ts";
import { findBroken } from "./find-broken.ts";
import { binds, type Journey } from "./measure-upgrades.ts";
import { readChild } from "./read-child.ts";
import { writeFiles } from "./write-files.ts";

/** What became of children that took versions by `git merge template/main`. */
export interface MergeFigures {
  readonly children: number;
  readonly merges: number;
  readonly mergesWithConflicts: number;
  /** Files with conflicts, over all merges. */
  readonly conflicts: number;
  /** Those of them that `osorganicai upgrade` never merges, because they are the user's. */
  readonly conflictsInOwnedFiles: number;
  /**
   * Merges after which, conflicts resolved with the user's side, a file cannot be read, an override no longer overrides, or
   * the types do not check.
   */
  readonly brokenBuilds: number;
  /** Those of them that only the compiler finds. */
  readonly typeErrors: number;
}

/** The same versions, children and edits as in `measureUpgrades`, the seed's old way. */
export function measureMerges({ versions, children, types, goOn }: Journey): MergeFigures {
  const folder = mkdtempSync(join(tmpdir(), "bench-merge-"));
  const template = createTemplate(join(folder, "template"), versions);
  const owned = new Set((versions[0] ?? []).filter((file) => file.class === "owned").map(({ path }) => path));
  const figures = { children: 0, merges: 0, mergesWithConflicts: 0, conflicts: 0, conflictsInOwnedFiles: 0 };
  const broken = new Set<string>();
  for (let child = 0; child < children && goOn(child); child += 1) {
    const root = join(folder, `child-${child}`);
    git(folder, "clone", "-q", "--branch", "v1", template, root);
    git(root, "switch", "-q", "-c", "main");
    const random = createRandom(1000 + child);
    for (let index = 1; index < versions.length; index += 1) {
      const files = readChild(root);
      editFiles(files, { random, round: `${child}y${index}` });
      writeFiles(root, files);
      git(root, "commit", "-q", "--all", "--allow-empty", "-m", "edits");
      const conflicted = merge(root, `v${index + 1}`);
      figures.merges += 1;
      figures.mergesWithConflicts += conflicted.length > 0 ? 1 : 0;
      figures.conflicts += conflicted.length;
      figures.conflictsInOwnedFiles += conflicted.filter((path) => owned.has(path)).length;
      const after = readChild(root);
      const state = types.add(index + 1, `child-${child}`, after);
      if (findBroken(after).length > 0 || !binds(after, index + 1)) broken.add(state);
    }
    figures.children += 1;
    rmSync(root, { recursive: true, force: true });
  }
  rmSync(folder, { recursive: true, force: true });
  const wrong = [...types.findErrors()].filter((state) => !broken.has(state));
  return { ...figures, brokenBuilds: broken.size + wrong.length, typeErrors: wrong.length };
}

/** A repository with a tag for each version. */
function createTemplate(root: string, versions: readonly (readonly ChildFile[])[]): string {
  execFileSync("git", ["init", "-q", "-b", "main", root], { env: environment });
  for (const [index, files] of versions.entries()) {
    writeFiles(root, new Map(files.map(({ path, content }) => [path, content])));
    commit(root, `version ${index + 1}`);
    git(root, "tag", `v${index + 1}`);
  }
  return root;
}

/** Merges a version; what conflicts is resolved with the user's side. @returns paths with conflicts */
function merge(root: string, tag: string): readonly string[] {
  const { status } = spawnSync("git", ["-C", root, ...identity, "merge", "-q", "--no-edit", tag], {
    env: environment,
  });
  if (status === 0) return [];
  const conflicted = git(root, "diff", "--name-only", "--diff-filter=U", "-z").split("\0").filter(Boolean);
  git(root, "checkout", "--ours", "--", ...conflicted);
  commit(root, `merge ${tag}`);
  return conflicted;
}

function commit(root: string, message: string): void {
  git(root, "add", "--all", "--force");
  git(root, "commit", "-q", "--allow-empty", "-m", message);
}

const identity = [
  "-c",
  "user.name=A",
  "-c",
  "user.email=a@example.com",
  "-c",
  "commit.gpgsign=false",
  "-c",
  "core.fsync=none",
  "-c",
  "gc.auto=0",
];
const environment = { PATH: process.env["PATH"] ?? "", GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_NOSYSTEM: "1" };

function git(root: string, ...args: readonly string[]): string {
  return execFileSync("git", ["-C", root, ...identity, ...args], {
    encoding: "utf8",
    env: environment,
    stdio: ["ignore", "pipe", "ignore"],
  });
}
