import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { hashPackages } from "./hash-packages.ts";

test("the hash changes with what is packed, and with nothing else", () => {
  const root = mkdtempSync(join(tmpdir(), "hash-packages-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    return hashPackages(root, "");
  };
  write("packages/core/package.json", "{}");
  const before = write("packages/core/dist/index.js", "1");
  expect(write("packages/core/src/index.ts", "source")).toBe(before);
  expect(write("apps/demo/package.json", "{}")).toBe(before);
  expect(hashPackages(root, "ollama:qwen3")).not.toBe(before);
  for (const path of [
    "packages/core/dist/sub/chunk.js",
    "packages/store/migrations/0001_a.sql",
    "pnpm-workspace.yaml",
  ])
    expect(write(path, "x"), path).not.toBe(before);
  rmSync(join(root, "packages/store"), { recursive: true });
  rmSync(join(root, "pnpm-workspace.yaml"));
  rmSync(join(root, "packages/core/dist/sub"), { recursive: true });
  expect(hashPackages(root, "")).toBe(before);
});
