import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { performance } from "node:perf_hooks";
import { type ChildFile, formatLock, hashContent, type LockedFile } from "create-osorganicai";
import { resolveFile } from "../../../../packages/cli/src/upgrade/files/resolve-file.ts";
import type { Migration } from "../../../../packages/cli/src/upgrade/migrations/migration.ts";
import type { Release } from "../../../../packages/cli/src/upgrade/release.ts";
import { upgradeChild } from "../../../../packages/cli/src/upgrade/upgrade-child.ts";
import { editFiles, type UserEdit } from "./edit-files.ts";
import { findBroken } from "./find-broken.ts";
import { createRandom } from "./random.ts";
import { answers, extensionPoint } from "./template-versions.ts";

/** What became of children that were upgraded by `osorganicai upgrade`. */
export interface UpgradeFigures {
  readonly upgrades: number;
  readonly edits: number;
  /** Words of users that are not where they wrote them. */
  readonly lostEdits: number;
  /** Upgrades after which a file cannot be read, or an override no longer overrides. */
  readonly brokenBuilds: number;
  /** Upgrades that parked something, and files that were parked. */
  readonly upgradesWithConflicts: number;
  readonly conflicts: number;
  readonly millisecondsEach: readonly number[];
}

/** Upgrades children through all versions, with a user's edits before each. A conflict is resolved as its user would: theirs stays. */
export async function measureUpgrades(
  versions: readonly (readonly ChildFile[])[],
  children: number,
): Promise<UpgradeFigures> {
  const folder = mkdtempSync(join(tmpdir(), "bench-upgrade-"));
  const figures = {
    upgrades: 0,
    edits: 0,
    lostEdits: 0,
    brokenBuilds: 0,
    upgradesWithConflicts: 0,
    conflicts: 0,
  };
  const millisecondsEach: number[] = [];
  const releases = versions.map((_, index) => createRelease(versions, index + 1, folder));
  for (let child = 0; child < children; child += 1) {
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
      const start = performance.now();
      const result = await upgradeChild({
        root,
        release,
        now: new Date(Date.UTC(2026, 0, index + 1)),
        keepGoing: true,
      });
      millisecondsEach.push(performance.now() - start);
      const after = readChild(root);
      const conflicts = result.files.filter(({ outcome }) => outcome === "conflict").map(({ path }) => path);
      for (const path of conflicts) resolveFile(root, path, "keep", release);
      const parked = conflicts.length;
      figures.upgrades += 1;
      figures.edits += made.length;
      figures.lostEdits += edits.length - stillThere(edits, after).length;
      figures.brokenBuilds += findBroken(after).length > 0 || !binds(after, index + 1) ? 1 : 0;
      figures.upgradesWithConflicts += parked > 0 ? 1 : 0;
      figures.conflicts += parked;
    }
    rmSync(root, { recursive: true, force: true });
  }
  rmSync(folder, { recursive: true, force: true });
  return { ...figures, millisecondsEach };
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

/** Every file but the tool's own. */
export function readChild(root: string): Map<string, string> {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = entries.map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
  const own = paths
    .filter((path) => !path.startsWith(".git/") && !path.startsWith(".osorganicai/"))
    .toSorted();
  return new Map(own.map((path) => [path, readFileSync(join(root, path), "utf8")]));
}

/** Writes files below a folder. */
export function writeFiles(root: string, files: ReadonlyMap<string, string>): void {
  for (const [path, content] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}
