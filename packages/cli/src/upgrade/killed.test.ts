import { spawn } from "node:child_process";
import { once } from "node:events";
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

test("what somebody edited between the kill and the next run is theirs, and what was to be written is beside it", async () => {
  const root = child();
  const tree = openTree(root);
  const facts = await planUpgrade(tree, { lock: readLockFile(tree), release: createRelease(two), now });
  announce(root, { changes: tree.changes(), next: facts });
  writeFiles(root, { "conf/3.yml": "mine: true\n" });
  const result = await upgradeChild({ root, release: createRelease(two), now });
  expect(result.overtaken).toEqual(["conf/3.yml"]);
  expect(readFileOf(root, "conf/3.yml")).toBe("mine: true\n");
  expect(readFileOf(root, ".osorganicai/incoming/conf/3.yml")).toBe(two.files?.["conf/3.yml"]);
});

test("a process that is really killed leaves every file whole, and the next one finishes", async () => {
  const wanted = await finished();
  const texts = new Set(Object.values({ ...wanted, ...readFiles(child()) }));
  const main = join(import.meta.dirname, "../test-support/upgrade-main.ts");
  for (let delay = 0; delay < 24; delay += 3) {
    const root = child();
    const runner = spawn(process.execPath, [main, root, JSON.stringify(two)]);
    const ended = once(runner, "close");
    await once(runner.stdout, "data");
    await wait(delay);
    runner.kill("SIGKILL");
    await ended;
    const written = Object.entries(readFiles(root)).filter(
      ([path]) => !/(pending\.json|draft\.tmp)$/.test(path),
    );
    expect(written.filter(([, text]) => !texts.has(text))).toEqual([]);
    await upgradeChild({ root, release: createRelease(two), now });
    expect(readFiles(root)).toMatchObject(wanted);
    expect(readPending(root)).toBeUndefined();
  }
});
