import {
  chmodSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { hashContent, parseLock } from "create-osorganicai";
import { toolPaths } from "../tool-paths.ts";
import type { TreeChange } from "./child-tree.ts";
import { holdBack } from "./hold-back.ts";
import { listAttempts } from "./list-attempts.ts";
import { resolveInChild } from "./resolve-in-child.ts";

/** Everything that is about to be written, and what the caller has to do once it is. JSON. */
export interface PendingWork<T> {
  readonly changes: readonly TreeChange[];
  readonly next: T;
}

/**
 * Writes down what is about to be written. From then on it will be: whoever is killed in between is finished by the next
 * one, and nothing is ever half there, because every file is written beside its place and then renamed.
 */
export function announce<T>(root: string, work: PendingWork<T>): void {
  writeWhole(root, toolPaths.pending, JSON.stringify(work), { flush: true });
}

/** What an earlier process announced and did not finish. */
export function readPending<T>(root: string): PendingWork<T> | undefined {
  try {
    return JSON.parse(readFileSync(resolveInChild(root, toolPaths.pending), "utf8")) as PendingWork<T>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/**
 * Writes what was announced: first the files of the child, then what is noted down of them, the lock last. Whoever loses
 * `pending.json` in between has files that are newer than the lock says, which the next upgrade finds, never older ones.
 * What somebody edited since is left as it is, and what was to be written is parked.
 * @returns paths that were parked
 */
export function writeChanges(root: string, changes: readonly TreeChange[]): readonly string[] {
  const isNote = ({ path }: TreeChange) => path.startsWith(".osorganicai/");
  const known = new Set(
    changes.filter((change) => isNote(change) && isWritten(root, change)).map(({ path }) => path),
  );
  const overtaken = changes
    .filter((change) => !isNote(change) && !write(root, change))
    // Notes come later: a file whose base is new was written once, and what is there now is an edit of that.
    .filter(({ path }) => !known.has(toolPaths.base(path)));
  const parked = changes.find(({ path }) => path === toolPaths.lock)?.before;
  for (const change of overtaken) park(root, change, parked);
  const notes = holdBack(changes.filter(isNote), overtaken).toSorted((a, b) => rank(a) - rank(b));
  const refused = notes.filter((change) => !write(root, change));
  for (const change of refused) park(root, change, undefined);
  return [...overtaken, ...refused].map(({ path }) => path);
}

function isWritten(root: string, { path, before, after }: TreeChange): boolean {
  return after !== undefined && before !== after && readText(resolveInChild(root, path)) === after;
}

const rank = ({ path }: TreeChange): number => (path === toolPaths.lock ? 1 : 0);

/** @returns whether the file is as it was to be; otherwise somebody edited it */
function write(root: string, { path, before, after }: TreeChange): boolean {
  const file = resolveInChild(root, path);
  const current = readText(file);
  if (current === after) return true;
  if (current !== before && !isSame(current, before)) return false;
  if (after === undefined) remove(root, file);
  else writeWhole(root, path, after);
  return true;
}

/** What a person made of an earlier conflict stays beside it. */
function park(root: string, { path, after }: TreeChange, lock: string | undefined): void {
  if (after === undefined) return;
  const read = (place: string) => readText(resolveInChild(root, place));
  const place = toolPaths.incoming(path);
  const there = read(place);
  if (there === after) return;
  const wasParked = lock === undefined ? undefined : parseLock(lock).files[path]?.parked;
  if (there !== undefined && hashContent(there) !== wasParked)
    writeWhole(root, toolPaths.attempt(path, listAttempts(path, read).length + 1), there);
  writeWhole(root, place, after);
}

/** All of it is written, and what came then is done. */
export function forgetPending(root: string): void {
  rmSync(resolveInChild(root, toolPaths.pending), { force: true });
}

/** Writes a file whole or not at all, with the permissions that it has. @param options `flush`: also when the machine stops */
export function writeWhole(
  root: string,
  path: string,
  content: string,
  options: { readonly flush?: boolean } = {},
): void {
  const [file, draft] = [resolveInChild(root, path), resolveInChild(root, toolPaths.draft(process.pid))];
  for (const place of [file, draft]) mkdirSync(dirname(place), { recursive: true });
  const mode = statSync(file, { throwIfNoEntry: false })?.mode;
  writeFileSync(draft, content, options);
  // Not as an option of writing: the umask would take bits away.
  if (mode !== undefined) chmodSync(draft, mode & 0o7777);
  renameSync(draft, file);
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

function isSame(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && hashContent(a) === hashContent(b);
}

/** With the folders that are empty then. */
function remove(root: string, file: string): void {
  rmSync(file, { force: true });
  for (
    let folder = dirname(file);
    folder !== root && folder !== join(root, ".osorganicai");
    folder = dirname(folder)
  ) {
    try {
      rmdirSync(folder);
    } catch {
      return;
    }
  }
}
