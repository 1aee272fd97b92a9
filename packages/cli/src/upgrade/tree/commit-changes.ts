import { mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { hashContent } from "create-osorganicai";
import { toolPaths } from "../tool-paths.ts";
import type { TreeChange } from "./child-tree.ts";
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
 * Writes what was announced. What somebody edited since is left as it is, and what was to be written is parked.
 * @returns paths that were parked
 */
export function writeChanges(root: string, changes: readonly TreeChange[]): readonly string[] {
  return changes.flatMap((change) => {
    const file = resolveInChild(root, change.path);
    const current = readText(file);
    if (current === change.after) return [];
    if (current !== change.before && !isSame(current, change.before)) {
      if (change.after !== undefined) writeWhole(root, toolPaths.incoming(change.path), change.after);
      return [change.path];
    }
    if (change.after === undefined) remove(root, file);
    else writeWhole(root, change.path, change.after);
    return [];
  });
}

/** All of it is written, and what came then is done. */
export function forgetPending(root: string): void {
  rmSync(resolveInChild(root, toolPaths.pending), { force: true });
}

/** Writes a file whole or not at all. @param options `flush`: also when the machine stops */
export function writeWhole(
  root: string,
  path: string,
  content: string,
  options: { readonly flush?: boolean } = {},
): void {
  const [file, draft] = [resolveInChild(root, path), resolveInChild(root, toolPaths.draft)];
  for (const place of [file, draft]) mkdirSync(dirname(place), { recursive: true });
  writeFileSync(draft, content, options);
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
