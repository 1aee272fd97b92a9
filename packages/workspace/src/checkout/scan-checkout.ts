import { type Dirent, lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { hashFile } from "./hash-file.ts";
import { type IgnoreRules, noIgnoreRules } from "./ignore-rules.ts";

/** What to look through. */
export interface Scan {
  readonly root: string;
  /** Paths that belong to the project whatever `.gitignore` says. */
  readonly tracked: ReadonlySet<string>;
  /** Folders that are other repositories; nothing in them belongs to this one. */
  readonly submodules: ReadonlySet<string>;
  /** Ids of contents by stamp. With it, every file gets its id; without it, none is opened. */
  readonly known?: ReadonlyMap<string, string>;
}

/** A plain file of the project. */
export interface ScannedFile {
  readonly path: string;
  readonly executable: boolean;
  /** Changes whenever the content may have changed, and is no other file's. */
  readonly stamp: string;
  readonly changedAtMs: number;
  /** Git's id of the content, when it was asked for. */
  readonly id: string | undefined;
}

/** Something that stands where the project has a file or a folder, and is neither. */
export interface Obstacle {
  readonly path: string;
  /** Where a link points to; undefined for sockets, pipes and devices. */
  readonly target: string | undefined;
}

/** What is there. */
export interface Scanned {
  /** In no particular order. */
  readonly files: readonly ScannedFile[];
  readonly obstacles: readonly Obstacle[];
}

/** More files than this are no project but an attack or an accident. */
const MAX_FILES = 200_000;
const MAX_GITIGNORE_BYTES = 1024 * 1024;

/**
 * Every file of the project, without following a link and without asking git: plain files that are tracked, or that no
 * `.gitignore` names. What is called `.git` is never part of it, and neither is a link that is not tracked.
 */
export function scanCheckout({ root, tracked, submodules, known }: Scan): Scanned {
  const files: ScannedFile[] = [];
  const obstacles: Obstacle[] = [];
  const trackedFolders = foldersOf(tracked);

  function visit(folder: string, outer: IgnoreRules, ignored: boolean): void {
    const entries = readdirSync(join(root, folder), { withFileTypes: true });
    const rules = entries.some(isIgnoreFile) ? outer.below(folder, readRules(join(root, folder))) : outer;
    for (const entry of entries) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (isGitName(entry.name) || entry.name.includes("\uFFFD") || submodules.has(path)) continue;
      if (entry.isDirectory()) {
        const skipped = ignored || rules.ignores(`${path}/`);
        if (!skipped || trackedFolders.has(path)) visit(path, rules, skipped);
      } else if (!entry.isFile()) {
        if (tracked.has(path) || trackedFolders.has(path))
          obstacles.push(describeObstacle(root, path, entry));
      } else if (tracked.has(path) || (!ignored && !rules.ignores(path))) {
        if (files.length >= MAX_FILES) throw new Error(`There are more than ${MAX_FILES} files.`);
        files.push(describeFile(root, path, known));
      }
    }
  }

  visit("", noIgnoreRules, false);
  return { files, obstacles };
}

function foldersOf(paths: Iterable<string>): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const path of paths)
    for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
      if (folders.has(path.slice(0, end))) break;
      folders.add(path.slice(0, end));
    }
  return folders;
}

/** Only a plain file of sensible size counts, as in git. */
function isIgnoreFile(entry: Dirent): boolean {
  return entry.name === ".gitignore" && entry.isFile();
}

function readRules(folder: string): string {
  const file = join(folder, ".gitignore");
  return lstatSync(file).size > MAX_GITIGNORE_BYTES ? "" : readFileSync(file, "utf8");
}

/** Every spelling that git itself refuses as a path, on any file system. */
function isGitName(name: string): boolean {
  return /^(\.git|git~1)$/i.test(name);
}

function describeFile(root: string, path: string, known: Scan["known"]): ScannedFile {
  const file = join(root, path);
  const stats = lstatSync(file, { bigint: true });
  const stamp = [stats.ino, stats.size, stats.mtimeNs, stats.ctimeNs].join(" ");
  return {
    path,
    executable: (stats.mode & 0o100n) !== 0n,
    stamp,
    changedAtMs: Number(stats.ctimeMs),
    id: known && (known.get(stamp) ?? hashFile(file)),
  };
}

function describeObstacle(root: string, path: string, entry: Dirent): Obstacle {
  return { path, target: entry.isSymbolicLink() ? readlinkSync(join(root, path)) : undefined };
}
