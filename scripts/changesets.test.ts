import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { readPackages } from "./read-packages.ts";

const root = dirname(import.meta.dirname);
const names = new Set(readPackages(root, "packages").map(({ name }) => name));

// One that cannot be read stops every release, and nobody sees it before.
test.each(globSync(".changeset/*.md", { cwd: root }))("%s names packages and what they get", (path) => {
  const [, frontMatter, text = ""] =
    /^---\n([\s\S]*?)---\n([\s\S]*)$/.exec(readFileSync(join(root, path), "utf8")) ?? [];
  expect(frontMatter).toBeDefined();
  const entries = frontMatter?.trim().split("\n").filter(Boolean) ?? [];
  for (const entry of entries) {
    const [, name = ""] = /^"([^"]+)": (?:patch|minor|major)$/.exec(entry) ?? [];
    expect(names.has(name), entry).toBe(true);
  }
  // An empty one says that users notice nothing.
  expect(entries.length === 0 || text.trim() !== "").toBe(true);
});

test("changesets are left as they are written: a formatter takes their front matter for a heading", () => {
  expect(readFileSync(join(root, "biome.json"), "utf8")).toContain('"!.changeset/*.md"');
});
