import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { type ChildFile, formatLock, hashContent, type LockedFile } from "create-osorganicai";
import { resolveFile } from "../../../../packages/cli/src/upgrade/files/resolve-file.ts";
import type { Migration } from "../../../../packages/cli/src/upgrade/migrations/migration.ts";
import type { Release } from "../../../../packages/cli/src/upgrade/release.ts";
import { upgradeChild } from "../../../../packages/cli/src/upgrade/upgrade-child.ts";
import { createRandom } from "../random.ts";
import { editFiles, type UserEdit } from "./edit-files.ts";
import { findBroken } from "./find-broken.ts";
import type { TypeCheck } from "./open-type-check.ts";
import { readChild } from "./read-child.ts";
import { answers, extensionPoint } from "./template-versions.ts";
import { writeFiles } from "./write-files.ts";

/** What became of children that were upgraded by `osorganicai upgrade`. */
export interface UpgradeFigures {
  readonly children: number;
  readonly upgrades: number;
  readonly edits: number;
  /** Words of users that are not where they wrote them. */
  readonly lostEdits: number;
  /** Upgrades after which a file cannot be read, an override no longer overrides, or the types do not check. */
  readonly brokenBuilds: number;
  /** Those of them that only the compiler finds. */
  readonly typeErrors: number;
  /** Upgrades that parked something, and files that were parked. */
  readonly upgradesWithConflicts: number;
  readonly conflicts: number;
  readonly millisecondsEach: readonly number[];
  /** Work of our process alone, which does not grow on a busy machine; what git does is not in it. */
  readonly cpuMillisecondsEach: readonly number[];
}

/** What children go through. */
export interface Journey {
  readonly versions: readonly (readonly ChildFile[])[];
  readonly children: number;
  readonly types: TypeCheck;
  /** Asked before each child. @returns whether there is time for it */
  readonly goOn: (child: number) => boolean;
}

/** Upgrades children through all versions, with a user's edits before each. A conflict is resolved as its user would: theirs stays. */
export async function measureUpgrades({ versions, children, types, goOn }: Journey): Promise<UpgradeFigures> {
  const folder = mkdtempSync(join(tmpdir(), "bench-upgrade-"));
  const figures = {
    children: 0,
    upgrades: 0,
    edits: 0,
    lostEdits: 0,
    upgradesWithConflicts: 0,
    conflicts: 0,
  };
  const times: Times = { millisecondsEach: [], cpuMillisecondsEach: [] };
  const broken = new Set<string>();
  const releases = versions.map((_, index) => createRelease(versions, index + 1, folder));
  for (let child = 0; child < children && goOn(child); child += 1) {
    const root = join(folder, `child-${child}`);
    spawn(root, versions[0] ?? []);
    const random = createRandom(1000 + child);
    let edits: readonly UserEdit[] = [];
    for (const [index, release] of releases.entries()) {
      if (index === 0) continue;
      const files = readChild(root);
      const made = editFiles(files, { random, round: `${child}y${index}` });
      writeFiles(root, files);
      edits = stillThere([...edits, ...made], files);
      const conflicts = await upgradeTimed(root, { release, index, times });
      const after = readChild(root);
      const state = types.add(index + 1, `child-${child}`, after);
      if (findBroken(after).length > 0 || !binds(after, index + 1)) broken.add(state);
      figures.upgrades += 1;
      figures.edits += made.length;
      figures.lostEdits += edits.length - stillThere(edits, after).length;
      figures.upgradesWithConflicts += conflicts > 0 ? 1 : 0;
      figures.conflicts += conflicts;
    }
    figures.children += 1;
    rmSync(root, { recursive: true, force: true });
  }
  rmSync(folder, { recursive: true, force: true });
  const wrong = [...types.findErrors()].filter((state) => !broken.has(state));
  return { ...figures, brokenBuilds: broken.size + wrong.length, typeErrors: wrong.length, ...times };
}

interface Times {
  readonly millisecondsEach: number[];
  readonly cpuMillisecondsEach: number[];
}

/** @returns how many files were parked */
async function upgradeTimed(
  root: string,
  { release, index, times }: { readonly release: Release; readonly index: number; readonly times: Times },
): Promise<number> {
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  const now = new Date(Date.UTC(2026, 0, index + 1));
  const result = await upgradeChild({ root, release, now, keepGoing: true });
  const { user, system } = process.cpuUsage(cpu);
  times.millisecondsEach.push(performance.now() - start);
  times.cpuMillisecondsEach.push((user + system) / 1000);
  const conflicts = result.files.filter(({ outcome }) => outcome === "conflict");
  for (const { path } of conflicts) resolveFile(root, path, "keep", release);
  return conflicts.length;
}

/** Edits whose word still stands in their file. */
function stillThere(edits: readonly UserEdit[], files: ReadonlyMap<string, string>): readonly UserEdit[] {
  return edits.filter(({ path, word }) => files.get(path)?.includes(word));
}

/** Whether the child's agents override what the version's base class calls. */
export function binds(files: ReadonlyMap<string, string>, version: number): boolean {
  return files.get("src/agents/product-owner.ts")?.includes(`override ${extensionPoint(version)}(`) === true;
}

function createRelease(
  versions: readonly (readonly ChildFile[])[],
  version: number,
  folder: string,
): Release {
  return {
    version: `${version}.0.0`,
    render: () => versions[version - 1] ?? [],
    sql: [],
    migrations: Array.from({ length: version }, (_, index) => createRename(index + 1, folder)).flat(),
    installed: () => `${version}.0.0`,
    signatureOf: () => undefined,
  };
}

/** The codemod that a version which renames the extension point ships. */
function createRename(version: number, folder: string): readonly Migration[] {
  const [from, to] = [extensionPoint(version - 1), extensionPoint(version)];
  if (from === to) return [];
  const id = `${version}.0.0-rename`;
  const classes = [
    ["ProductOwnerAgent", "@osorganicai/agents-po"],
    ["DeveloperAgent", "@osorganicai/agents-dev"],
  ];
  const renames = classes.map(
    ([name, module]) =>
      `code.renameMember({ of: { name: "${name}", from: "${module}" }, member: "${from}", to: "${to}" });`,
  );
  writeFileSync(join(folder, `${id}.mjs`), `export default ({ code }) => { ${renames.join(" ")} };\n`);
  const name = "@osorganicai/agents-po";
  return [
    {
      id,
      since: `${version}.0.0`,
      title: id,
      kind: "codemod",
      run: `./${id}.mjs`,
      package: name,
      key: `${name}#${id}`,
      folder,
    },
  ];
}

function spawn(root: string, files: readonly ChildFile[]): void {
  const ours = files.filter((file) => file.class !== "owned");
  const locked = ours.map(({ path, class: kind, content }): [string, LockedFile] => [
    path,
    { class: kind === "shim" ? "shim" : "managed", sha256: hashContent(content) },
  ]);
  const lock = {
    lockfileVersion: 1,
    spawnedWith: "1.0.0",
    version: "1.0.0",
    answers,
    applied: [],
    files: Object.fromEntries(locked),
    sql: {},
  } as const;
  writeFiles(
    root,
    new Map([
      ...files.map(({ path, content }) => [path, content] as const),
      ...ours.map(({ path, content }) => [`.osorganicai/base/${path}`, content] as const),
      [".osorganicai/lock.json", formatLock(lock)],
    ]),
  );
}
