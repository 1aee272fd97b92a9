import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseLock, planChild } from "create-osorganicai";
import { expect, test } from "vitest";

const folder = join(import.meta.dirname, "..", "apps", "test-child");
const read = (path: string) => readFileSync(join(folder, path), "utf8");

/** Where test-child is not what spawning writes, and why. */
const differences: Readonly<Record<string, (spawned: string) => string>> = {
  // It is the only one that merges by itself: the main job ends with a deployment.
  "osorganicai.config.ts": (text) => text.replace("autoMerge: false", "autoMerge: true"),
  // Its packages are those of this workspace.
  "package.json": (text) =>
    text
      .replace(/("(?:@osorganicai\/[^"]+|osorganicai)": )"[^"]+"/g, '$1"workspace:^"')
      .replace(/("(?:@langchain\/[^"]+|@supabase\/lite|@types\/node|typescript)": )"[^"]+"/g, '$1"catalog:"'),
  // It stays at the version it was spawned with.
  ".osorganicai/lock.json": (text) => text.replace(/("(?:spawnedWith|version)": )"[^"]+"/g, '$1"0.0.0"'),
};
/** It is no workspace of its own, and its README speaks about this repository. */
const missing = ["pnpm-workspace.yaml", "README.md"];

test("test-child is what spawning writes for e-commerce, but for what is named here", () => {
  const { answers, sql } = parseLock(read(".osorganicai/lock.json"));
  expect(answers).toEqual({ name: "test-child", domain: "e-commerce", supabase: true });
  const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)/.exec(Object.values(sql).toSorted()[0] ?? "") ?? [];
  const files = planChild(answers, new Date(`${year}-${month}-${day}`));
  for (const { path, content } of files.filter((file) => !missing.includes(file.path)))
    expect(read(path), path).toBe((differences[path] ?? ((text) => text))(content));
});

test("test-child is a repository like any other: no file of a child is missing in git", () => {
  const tracked = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
    cwd: folder,
    encoding: "utf8",
  }).split("\n");
  for (const path of [".env.example", ".osorganicai/base/vercel.json", ".osorganicai/lock.json"])
    expect(tracked).toContain(path);
});

test("test-child's own tests pass, run as its owner runs them", () => {
  const output = execFileSync("npm", ["test"], { cwd: folder, encoding: "utf8" });
  expect(output).toMatch(/pass 1\n[\s\S]*fail 0\n/);
});
