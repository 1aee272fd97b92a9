import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseLock, planChild } from "create-osorganicai";

/** Where apps/test-child is not what spawning writes, and why. */
const differences: Readonly<Record<string, (spawned: string) => string>> = {
  // It merges by itself, after a look at the preview: the main job ends with a deployment.
  "osorganicai.config.ts": (text) => text.replace(/(autoMerge|requirePreview): false/g, "$1: true"),
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

/**
 * What spawning writes for a child in the domain of e-commerce, with the differences of apps/test-child.
 * @param folder of test-child: its lock says when it was spawned
 */
export function renderTestChild(
  folder: string,
): readonly { readonly path: string; readonly content: string }[] {
  const { answers, sql } = parseLock(readFileSync(join(folder, ".osorganicai/lock.json"), "utf8"));
  const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)/.exec(Object.values(sql).toSorted()[0] ?? "") ?? [];
  return planChild(answers, new Date(`${year}-${month}-${day}`))
    .filter(({ path }) => !missing.includes(path))
    .map(({ path, content }) => ({ path, content: differences[path]?.(content) ?? content }));
}
