import { rmSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { parseLock } from "create-osorganicai";
import { expect, onTestFinished, test, vi } from "vitest";
import {
  createRelease,
  makeChild,
  readFileOf,
  removeFolders,
  writeFiles,
} from "../../test-support/make-child.ts";
import { upgradeChild } from "../upgrade-child.ts";
import { adoptFile } from "./adopt-file.ts";
import { ejectFile } from "./eject-file.ts";
import { addFileCommands } from "./file-commands.ts";
import { readStatus } from "./read-status.ts";
import { resolveFile } from "./resolve-file.ts";

const now = new Date("2026-11-27T12:00:00Z");
const text = (version: number) => `name: CI\nminutes: 15\na: 1\nb: 2\nversion: ${version}\n`;
const ship = (version: number) =>
  createRelease({ version: `${version}.0.0`, files: { "ci.yml": text(version), "src/a.ts": "1;\n" } });
const incoming = ".osorganicai/incoming/ci.yml";

function child(edits = {}): string {
  const root = makeChild(ship(1), edits);
  onTestFinished(() => removeFolders(root));
  return root;
}

const upgrade = (root: string, version: number) => upgradeChild({ root, release: ship(version), now });
const lockedOf = (root: string) =>
  parseLock(readFileOf(root, ".osorganicai/lock.json") ?? "").files["ci.yml"];
const stateOf = (root: string, version: number) => readStatus(root, ship(version)).files[0]?.state;

/** A child at version 2 with a parked conflict. */
async function inConflict(): Promise<string> {
  const root = child({ "ci.yml": text(1).replace("version: 1", "version: mine") });
  await upgrade(root, 2);
  return root;
}

test("an ejected file is left alone until it is adopted, which brings what was missed and keeps edits", async () => {
  const root = child({ "ci.yml": text(1).replace("15", "45") });
  ejectFile(root, "ci.yml", "we know better");
  expect(lockedOf(root)).toMatchObject({ mode: "ejected", reason: "we know better" });
  await upgrade(root, 2);
  expect(readFileOf(root, "ci.yml")).toBe(text(1).replace("15", "45"));
  expect(adoptFile(root, "ci.yml", ship(2))).toBe("merged");
  expect(readFileOf(root, "ci.yml")).toBe(text(2).replace("15", "45"));
  await upgrade(root, 3);
  expect(readFileOf(root, "ci.yml")).toBe(text(3).replace("15", "45"));
});

test("ejecting a file keeps what a person made of its conflict", async () => {
  const root = await inConflict();
  writeFiles(root, { [incoming]: "half done\n" });
  ejectFile(root, "ci.yml", undefined);
  expect(readFileOf(root, incoming)).toBe("half done\n");
  await upgrade(root, 2);
  resolveFile(root, "ci.yml", "edited", ship(2));
  expect(readFileOf(root, "ci.yml")).toBe("half done\n");
  expect(lockedOf(root)).toMatchObject({ mode: "ejected" });
  const other = await inConflict();
  ejectFile(other, "ci.yml", undefined);
  expect(readFileOf(other, incoming)).toBeUndefined();
});

test("a file is the same file with ./ before it", async () => {
  const root = child();
  const program = new Command();
  addFileCommands(program, () => {});
  vi.spyOn(process.stdout, "write").mockReturnValue(true);
  onTestFinished(() => void vi.restoreAllMocks());
  await program.parseAsync(["eject", "./ci.yml", "-C", root], { from: "user" });
  expect(lockedOf(root)).toMatchObject({ mode: "ejected" });
});

test("taking what is parked for a file of the user's does not take the template", async () => {
  const root = child({ "src/a.ts": "mine;\n", ".osorganicai/incoming/src/a.ts": "mine, renamed;\n" });
  resolveFile(root, "src/a.ts", "take", ship(1));
  expect(readFileOf(root, "src/a.ts")).toBe("mine, renamed;\n");
});

test("a deleted file comes back when it is adopted", async () => {
  const root = child();
  rmSync(join(root, "ci.yml"));
  await upgrade(root, 2);
  expect(stateOf(root, 2)).toBe("ejected");
  expect(adoptFile(root, "ci.yml", ship(2))).toBe("create");
  expect(readFileOf(root, "ci.yml")).toBe(text(2));
  expect(stateOf(root, 2)).toBe("current");
});

test("adopting what cannot be merged parks a conflict", async () => {
  const root = child({ "ci.yml": text(1).replace("version: 1", "version: mine") });
  ejectFile(root, "ci.yml", undefined);
  await upgrade(root, 2);
  expect(adoptFile(root, "ci.yml", ship(2))).toBe("conflict");
  expect(readFileOf(root, incoming)).toContain("version: mine");
});

test("an SQL file, a file of the user's and a path from nowhere cannot be ejected", async () => {
  const root = child();
  await upgradeChild({
    root,
    release: createRelease({ version: "2.0.0", sql: ["0000_a.sql"], files: { "ci.yml": text(2) } }),
    now,
  });
  expect(() => ejectFile(root, "supabase/migrations/20261127120000_osorganicai_a.sql", undefined)).toThrow(
    "is SQL",
  );
  expect(() => ejectFile(root, "src/a.ts", undefined)).toThrow(
    "src/a.ts is yours: no upgrade touches it. What is ours: ci.yml.",
  );
  expect(() => ejectFile(root, "../outside", undefined)).toThrow("is yours");
  expect(() => ejectFile(root, "constructor", undefined)).toThrow("is yours");
});

const resolutions = [
  ["keep", text(1).replace("version: 1", "version: mine")],
  ["take", text(2)],
  ["edited", text(2).replace("version: 2", "version: both")],
] as const;

test.for(resolutions)(
  "a conflict is resolved with %s, once, and is none at the next version",
  async ([how, wanted]) => {
    const root = await inConflict();
    expect(stateOf(root, 2)).toBe("conflict");
    if (how === "edited") writeFiles(root, { [incoming]: wanted });
    resolveFile(root, "ci.yml", how, ship(2));
    expect(readFileOf(root, "ci.yml")).toBe(wanted);
    expect(readFileOf(root, incoming)).toBeUndefined();
    expect(stateOf(root, 2)).toBe(how === "take" ? "current" : "edited");
    expect((await upgrade(root, 2)).changed).toEqual([]);
    expect(() => resolveFile(root, "ci.yml", how, ship(2))).toThrow("No conflict waits in");
  },
);

test("a parked file with marks left in it is not taken", async () => {
  const root = await inConflict();
  expect(() => resolveFile(root, "ci.yml", "edited", ship(2))).toThrow("has conflict marks left");
  expect(readFileOf(root, "ci.yml")).toContain("version: mine");
});

test("a conflict is not resolved against a version that has not been applied", async () => {
  const root = await inConflict();
  expect(() => resolveFile(root, "ci.yml", "take", ship(3))).toThrow("Run osorganicai upgrade first");
});

test("what an upgrade would find is said before it runs", async () => {
  const root = child({ "ci.yml": text(1).replace("15", "45") });
  expect(stateOf(root, 1)).toBe("edited");
  const release = createRelease({ version: "2.0.0", files: { "ci.yml": text(2) }, sql: ["0000_a.sql"] });
  expect(readStatus(root, release)).toMatchObject({
    version: "1.0.0",
    installed: "2.0.0",
    files: [{ path: "ci.yml", state: "outdated" }],
    missingSql: ["0000_a.sql"],
  });
});
