import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { OSOrganicError } from "@osorganicai/core";
import type { ChildTree, TreeFork } from "./child-tree.ts";
import { forkTree } from "./fork-tree.ts";
import { resolveInChild } from "./resolve-in-child.ts";

/** Folders with nothing in them that a person wrote. */
const leftOut: ReadonlySet<string> = new Set([
  "node_modules",
  "dist",
  "build",
  "coverage",
  ".git",
  ".osorganicai",
  ".vercel",
  ".turbo",
  ".pnpm-store",
]);

/**
 * The child in a folder. Reads from the disk, writes into memory.
 * `list` leaves out {@link leftOut} and does not follow links.
 * @param root absolute
 */
export function openTree(root: string): TreeFork {
  return forkTree({
    read: (path) => readText(root, path),
    list: () => listFiles(root),
    fork: () => openTree(root),
    write: readOnly,
    delete: readOnly,
  } satisfies ChildTree);
}

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** What is not UTF-8 would be damaged by being written again, and git merges no text with a NUL in it: nobody's to merge. */
function readText(root: string, path: string): string | undefined {
  const file = resolveInChild(root, path);
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  try {
    if (!bytes.includes(0)) return decoder.decode(bytes);
  } catch {
    // The same sentence for both.
  }
  throw new OSOrganicError("path_refused", `${JSON.stringify(path)} is not text in UTF-8.`, {
    details: { path },
  });
}

function listFiles(root: string, folder = ""): readonly string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  return entries.flatMap((entry) => {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return leftOut.has(entry.name) ? [] : listFiles(root, path);
    return entry.isFile() ? [path] : [];
  });
}

function readOnly(): never {
  throw new OSOrganicError("engine_misused", "A child's folder is written by commitChanges only.");
}
