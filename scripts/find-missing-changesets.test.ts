import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findMissingChangesets } from "./find-missing-changesets.ts";

let root: string;

/** A repository on a branch that left main, which has two packages, a private one and an older changeset. */
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "changesets-"));
  git("init", "-q", "-b", "main");
  write("packages/core/package.json", '{ "name": "@osorganicai/core" }');
  write("packages/cli/package.json", '{ "name": "osorganicai" }');
  write("packages/inner/package.json", '{ "name": "inner", "private": true }');
  write(".changeset/older.md", '---\n"@osorganicai/core": minor\n---\n\nOlder.\n');
  commit();
  git("switch", "-q", "-c", "feature");
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function git(...command: readonly string[]): void {
  const identity = ["-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"];
  execFileSync("git", ["-C", root, ...identity, ...command], { stdio: "ignore" });
}

function write(path: string, content: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

function commit(): void {
  git("add", "-A");
  git("commit", "-q", "-m", "Something");
}

/** Commits files and asks what is missing. */
function missingAfter(files: Readonly<Record<string, string>>): readonly string[] {
  for (const [path, content] of Object.entries(files)) write(path, content);
  commit();
  return findMissingChangesets(root, "main");
}

test("a changed package without a new changeset is missing one, whatever changesets main has", () => {
  expect(missingAfter({ "packages/core/src/index.ts": "export {};" })).toEqual(["@osorganicai/core"]);
});

test("a changeset covers the packages it names, and no others", () => {
  const files = { "packages/core/src/a.ts": "export {};", "packages/cli/src/a.ts": "export {};" };
  const changeset = '---\n"@osorganicai/core": patch\n---\n\nBetter: much.\n';
  expect(missingAfter({ ...files, ".changeset/new.md": changeset })).toEqual(["osorganicai"]);
});

test("an older changeset that is extended counts", () => {
  const changeset = '---\n"@osorganicai/core": minor\n---\n\nOlder, and more.\n';
  expect(missingAfter({ "packages/core/src/a.ts": "", ".changeset/older.md": changeset })).toEqual([]);
});

test("an empty changeset says that users notice nothing", () => {
  expect(missingAfter({ "packages/core/src/a.ts": "", ".changeset/new.md": "---\n---\n" })).toEqual([]);
});

test("tests, private packages and what is no package need none", () => {
  const files = ["packages/core/src/a.test.ts", "packages/inner/src/a.ts", "docs/a.md", "packages/readme.md"];
  expect(missingAfter(Object.fromEntries(files.map((path) => [path, "x"])))).toEqual([]);
});

test("the README of the changesets is none, and a package with a space and an umlaut in a path is seen", () => {
  expect(missingAfter({ "packages/core/docs/zwei wörter.md": "x", ".changeset/README.md": "x" })).toEqual([
    "@osorganicai/core",
  ]);
});

test("a release, which takes changesets away and writes changelogs and versions, needs none", () => {
  rmSync(join(root, ".changeset/older.md"));
  expect(
    missingAfter({ "packages/core/package.json": '{ "name": "@osorganicai/core", "version": "1.0.0" }' }),
  ).toEqual([]);
});

test("a branch that takes one changeset of two away is no release", () => {
  write(".changeset/another.md", '---\n"osorganicai": patch\n---\n\nAnother.\n');
  commit();
  git("branch", "-f", "main", "HEAD");
  rmSync(join(root, ".changeset/another.md"));
  expect(missingAfter({ "packages/core/src/a.ts": "export {};" })).toEqual(["@osorganicai/core"]);
});

test("what main got meanwhile is not the branch's to explain", () => {
  git("switch", "-q", "main");
  write("packages/cli/src/a.ts", "export {};");
  commit();
  git("switch", "-q", "feature");
  expect(missingAfter({ "docs/a.md": "x" })).toEqual([]);
});

test("the command names the package, says what to do, and fails", () => {
  missingAfter({ "packages/core/src/a.ts": "export {};" });
  const script = join(import.meta.dirname, "find-missing-changesets.ts");
  const { status, stderr } = spawnSync(process.execPath, [script, "main"], { cwd: root, encoding: "utf8" });
  expect(stderr).toContain("@osorganicai/core changed, and no new changeset names it.\nWrite one:");
  expect(status).toBe(1);
});
