import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import {
  createRelease,
  type FakeRelease,
  makeChild,
  readFileOf,
  readFiles,
  removeFolders,
  writeFiles,
} from "../test-support/make-child.ts";
import { planUpgrade } from "./plan-upgrade.ts";
import { readLockFile } from "./read-lock-file.ts";
import { announce, readPending, writeChanges } from "./tree/commit-changes.ts";
import { openTree } from "./tree/open-tree.ts";
import { upgradeChild } from "./upgrade-child.ts";

const now = new Date("2026-11-27T12:00:00Z");
const paths = Array.from({ length: 40 }, (_, index) => `conf/${index}.yml`);
const ship = (version: string): FakeRelease => ({
  version,
  files: Object.fromEntries(paths.map((path) => [path, `name: ${path}\nversion: ${version}\nminutes: 15\n`])),
  sql: version === "1.0.0" ? [] : ["0000_a.sql", "0001_b.sql"],
});
const [one, two] = [ship("1.0.0"), ship("2.0.0")];

function child(): string {
  const root = makeChild(createRelease(one));
  onTestFinished(() => removeFolders(root));
  writeFiles(root, { "conf/7.yml": (one.files?.["conf/7.yml"] ?? "").replace("15", "45") });
  return root;
}

/** What an upgrade that nobody kills makes. */
async function finished(): Promise<Readonly<Record<string, string>>> {
  const root = child();
  await upgradeChild({ root, release: createRelease(two), now });
  return readFiles(root);
}

test("killed after any number of writes, the next run makes what one run would have made", async () => {
  const wanted = await finished();
  for (const writes of [0, 1, 5, 41, 80]) {
    const root = child();
    const tree = openTree(root);
    const facts = await planUpgrade(tree, { lock: readLockFile(tree), release: createRelease(two), now });
    announce(root, { changes: tree.changes(), next: facts });
    writeChanges(root, tree.changes().slice(0, writes));
    const result = await upgradeChild({
      root,
      release: createRelease(two),
      now,
      report: ".osorganicai/UPGRADE.md",
    });
    expect(result).toMatchObject({ from: "1.0.0", to: "2.0.0" });
    const { ".osorganicai/UPGRADE.md": report, ...files } = readFiles(root);
    expect(report).toContain("1.0.0 → 2.0.0");
    expect(files).toEqual(wanted);
  }
});

/** A child whose upgrade was killed when it had announced everything and written nothing. */
async function announced(root: string = child(), next: FakeRelease = two): Promise<string> {
  const tree = openTree(root);
  const facts = await planUpgrade(tree, { lock: readLockFile(tree), release: createRelease(next), now });
  announce(root, { changes: tree.changes(), next: facts });
  return root;
}

const upgrade = (root: string, release: FakeRelease) =>
  upgradeChild({ root, release: createRelease(release), now, report: ".osorganicai/UPGRADE.md" });
const outcomeOf = ({ files }: Awaited<ReturnType<typeof upgrade>>, path: string) =>
  files.find((file) => file.path === path)?.outcome;

test("what somebody edited between the kill and the next run is theirs, and what was to be written is beside it", async () => {
  const root = await announced();
  writeFiles(root, { "conf/3.yml": "mine: true\n" });
  const result = await upgrade(root, two);
  expect(outcomeOf(result, "conf/3.yml")).toBe("conflict");
  expect(readFileOf(root, "conf/3.yml")).toBe("mine: true\n");
  const parked = readFileOf(root, ".osorganicai/incoming/conf/3.yml");
  for (const line of two.files?.["conf/3.yml"]?.split("\n") ?? []) expect(parked).toContain(line);
});

test("what was edited between the kill and the next run, and fits, gets what is new after all", async () => {
  const text = (version: number, minutes = 15) =>
    `version: ${version}\na: 1\nb: 2\nc: 3\nminutes: ${minutes}\n`;
  const ship = (version: number) => ({ version: `${version}.0.0`, files: { "ci.yml": text(version) } });
  const root = makeChild(createRelease(ship(1)));
  onTestFinished(() => removeFolders(root));
  await announced(root, ship(2));
  writeFiles(root, { "ci.yml": text(1, 90) });
  const result = await upgrade(root, ship(2));
  expect(outcomeOf(result, "ci.yml")).toBe("merged");
  expect(result.overtaken).toEqual([]);
  expect(readFileOf(root, "ci.yml")).toBe(text(2, 90));
  expect(readFileOf(root, ".osorganicai/incoming/ci.yml")).toBeUndefined();
});

test("stopped in between and without pending.json, the next run still brings every file up to date", async () => {
  const root = await announced();
  const before = readFiles(root);
  rmSync(join(root, "conf/4.yml"));
  mkdirSync(join(root, "conf/4.yml"));
  await expect(upgrade(root, two)).rejects.toThrow("is a folder");
  const after = readFiles(root);
  expect(after["conf/3.yml"]).toBe(two.files?.["conf/3.yml"]);
  for (const note of [".osorganicai/lock.json", ".osorganicai/base/conf/3.yml"])
    expect(after[note]).toBe(before[note]);
  removeFolders(join(root, "conf/4.yml"), join(root, ".osorganicai/pending.json"));
  writeFiles(root, { "conf/4.yml": before["conf/4.yml"] ?? "" });
  await upgrade(root, two);
  expect(readFiles(root)).toMatchObject(await finished());
});

test("killed, then met by a newer version, both parts are in one report", async () => {
  const root = child();
  writeFiles(root, { "conf/9.yml": "version: mine\n", "src/po.ts": "1;\n" });
  const tree = openTree(root);
  const facts = await planUpgrade(tree, { lock: readLockFile(tree), release: createRelease(two), now });
  const todo = {
    key: "a#b",
    title: "Facts",
    kind: "codemod",
    status: "applied",
    changed: [],
    todos: ["Look at `src/po.ts`."],
  } as const;
  const codemod = { path: "src/po.ts", before: "0;\n", after: "2;\n" };
  announce(root, { changes: [...tree.changes(), codemod], next: { ...facts, migrations: [todo] } });
  const result = await upgrade(root, { ...ship("3.0.0"), sql: two.sql ?? [] });
  expect(result).toMatchObject({ from: "1.0.0", to: "3.0.0", overtaken: ["src/po.ts"], migrations: [todo] });
  expect(result.sql).toHaveLength(2);
  const report = readFileOf(root, ".osorganicai/UPGRADE.md");
  expect(report).toContain("# OSOrganicAI 1.0.0 → 3.0.0");
  expect(report).toContain("- Look at `src/po.ts`.");
  expect(report).toContain("- `src/po.ts` was edited while this ran.");
  expect(report).toContain("**Conflict** in `conf/9.yml`");
});

test("killed while it asked for prompts, the next run tells all of it and writes nothing again", async () => {
  const root = child();
  const killed = new Promise<never>(() => {});
  const pending = new Promise<string>((resolve) => {
    void upgradeChild({
      root,
      release: createRelease(two),
      now,
      renderPrompts: () => {
        resolve(readFileOf(root, ".osorganicai/pending.json") ?? "");
        return killed;
      },
    });
  });
  const left = await pending;
  const copy = makeChild(createRelease(one), readFiles(root));
  onTestFinished(() => removeFolders(copy));
  writeFiles(copy, {
    ".osorganicai/pending.json": left,
    "conf/3.yml": one.files?.["conf/3.yml"] ?? "",
  });
  const result = await upgrade(copy, two);
  expect(readFileOf(copy, "conf/3.yml")).toBe(one.files?.["conf/3.yml"]);
  expect(result.changed).toContain("conf/3.yml");
  expect(readFileOf(copy, ".osorganicai/UPGRADE.md")).toContain("1.0.0 → 2.0.0");
});

test("a process that is really killed leaves every file whole, and the next one finishes", async () => {
  const wanted = await finished();
  const texts = new Set([wanted, readFiles(child())].flatMap((files) => Object.values(files)));
  const main = join(import.meta.dirname, "../test-support/upgrade-main.ts");
  for (let delay = 0; delay < 24; delay += 3) {
    const root = child();
    const runner = spawn(process.execPath, [main, root, JSON.stringify(two)]);
    const ended = once(runner, "close");
    await once(runner.stdout, "data");
    await wait(delay);
    runner.kill("SIGKILL");
    await ended;
    const written = Object.entries(readFiles(root)).filter(([path]) => !/(pending\.json|\.tmp)$/.test(path));
    expect(written.filter(([, text]) => !texts.has(text))).toEqual([]);
    await upgradeChild({ root, release: createRelease(two), now });
    expect(readFiles(root)).toMatchObject(wanted);
    expect(readPending(root)).toBeUndefined();
  }
});
