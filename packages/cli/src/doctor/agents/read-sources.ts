import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** Far above what a child has; whoever has more is searched in part. */
const MAX_FILES = 1_000;
const skipped = new Set(["node_modules", "dist", ".git", ".osorganicai", ".vercel"]);

/** All program text of a child, to see what it uses by name. */
export async function readSources(directory: string): Promise<string> {
  const paths = (await listSources(directory)).slice(0, MAX_FILES);
  const texts = await Promise.all(paths.map((path) => readFile(path, "utf8").catch(() => "")));
  return texts.join("\n");
}

async function listSources(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const paths: string[] = [];
  for (const entry of entries)
    if (entry.isDirectory()) {
      if (!skipped.has(entry.name)) paths.push(...(await listSources(join(folder, entry.name))));
    } else if (entry.isFile() && /\.[cm]?[jt]sx?$/.test(entry.name)) paths.push(join(folder, entry.name));
  return paths;
}
