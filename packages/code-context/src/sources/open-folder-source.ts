import { createHash } from "node:crypto";
import { lstat, readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { OSOrganicError } from "@osorganicai/core";
import ignore, { type Ignore } from "ignore";
import { fileKind } from "../files/file-kind.ts";
import type { CodeSource, SourceFile, Unlisted } from "./code-source.ts";

/** What a folder may contain before the rest is left out. */
export interface FolderSourceOptions {
  /** Files listed at most. @default 250_000 */
  readonly maxFiles?: number;
  /** Larger files are listed, but their bytes are never read. @default 2_097_152 (2 MiB) */
  readonly maxBytes?: number;
}

/**
 * The files of a folder as they lie there now, without what `.gitignore` names. Links are not followed, so that none
 * leads out of the folder or in a circle.
 * @throws OSOrganicError `repository_unavailable` when there is no such folder
 */
export async function openFolderSource(
  path: string,
  { maxFiles = 250_000, maxBytes = 2_097_152 }: FolderSourceOptions = {},
): Promise<CodeSource> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isDirectory())
    throw new OSOrganicError("repository_unavailable", `${path} is no folder. Name the root of a project.`);
  let unlisted: Unlisted = { beyondLimits: 0, unreadable: 0 };
  return {
    async list() {
      const walked: Walk = { root: path, maxFiles, paths: [], beyondLimits: 0, unreadable: 0 };
      await walk(walked, "", []);
      unlisted = walked;
      return (await inBatches(walked.paths.sort(), (file) => describe(walked, file, maxBytes))).flat();
    },
    unlisted: () => unlisted,
    read: (files) => inBatches(files, (file) => readAgain(path, file)),
  };
}

/** More open files than that a process may not be allowed. */
const AT_ONCE = 16;

async function inBatches<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  for (let start = 0; start < items.length; start += AT_ONCE)
    results.push(...(await Promise.all(items.slice(start, start + AT_ONCE).map(work))));
  return results;
}

interface Walk {
  readonly root: string;
  readonly maxFiles: number;
  readonly paths: string[];
  beyondLimits: number;
  unreadable: number;
}

/** Rules of one `.gitignore`, which speaks of what lies below its folder. */
interface Rules {
  readonly folder: string;
  readonly matcher: Ignore;
}

const neverProject: ReadonlySet<string> = new Set([".git", "node_modules"]);

/** Beyond the bound it goes on, but only counts. */
async function walk(into: Walk, folder: string, inherited: readonly Rules[]): Promise<void> {
  const entries = await readdir(join(into.root, folder), { withFileTypes: true }).catch(() => undefined);
  if (!entries) {
    into.unreadable++;
    return;
  }
  const rules = entries.some((entry) => entry.name === ".gitignore" && entry.isFile())
    ? [...inherited, await readRules(into.root, folder)]
    : inherited;
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = folder + entry.name;
    if (neverProject.has(entry.name) || isIgnored(rules, entry.isDirectory() ? `${path}/` : path)) continue;
    if (entry.isDirectory()) await walk(into, `${path}/`, rules);
    else if (entry.isFile()) place(into, path);
  }
}

function place(into: Walk, path: string): void {
  if (into.paths.length < into.maxFiles) into.paths.push(path);
  else if (isCode(path)) into.beyondLimits++;
}

async function readRules(root: string, folder: string): Promise<Rules> {
  const text = await readFile(join(root, folder, ".gitignore"), "utf8").catch(() => "");
  return { folder, matcher: ignore({ allowRelativePaths: true }).add(text) };
}

function isIgnored(rules: readonly Rules[], path: string): boolean {
  return rules.some(({ folder, matcher }) => matcher.ignores(path.slice(folder.length)));
}

async function describe(walked: Walk, path: string, maxBytes: number): Promise<readonly SourceFile[]> {
  const { root } = walked;
  const found = await lstat(join(root, path)).catch(() => undefined);
  // Gone meanwhile, or its name is no UTF-8.
  if (!found && isCode(path)) walked.unreadable++;
  if (!found) return [];
  const { size: bytes } = found;
  // What is too large to be read, or what no index has, is told apart by its size alone.
  const content =
    bytes > maxBytes || !isCode(path) ? undefined : await readFile(join(root, path)).catch(() => undefined);
  return [
    content ? { path, blob: blobId(content), bytes: content.length } : { path, blob: `size:${bytes}`, bytes },
  ];
}

/** Undefined for what was written to since it was listed, so that nothing is known by another content's id. */
async function readAgain(root: string, { path, blob, bytes }: SourceFile): Promise<Uint8Array | undefined> {
  const content = await readFile(join(root, path)).catch(() => undefined);
  if (content?.length !== bytes) return undefined;
  return blob.startsWith("size:") || blobId(content) === blob ? content : undefined;
}

function isCode(path: string): boolean {
  const kind = fileKind(path);
  return kind === "source" || kind === "test";
}

/** The id git gives to content. https://git-scm.com/book/en/v2/Git-Internals-Git-Objects */
function blobId(content: Uint8Array): string {
  return createHash("sha1").update(`blob ${content.length}\0`).update(content).digest("hex");
}
