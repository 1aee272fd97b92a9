import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { renderTestChild } from "./render-test-child.ts";

const folder = join(import.meta.dirname, "..", "apps", "test-child");

test("test-child is what spawning writes for e-commerce, but for what is named", () => {
  for (const { path, content } of renderTestChild(folder))
    expect(readFileSync(join(folder, path), "utf8"), `${path}; to write it again: pnpm respawn`).toBe(
      content,
    );
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
