import { mkdirSync, writeFileSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm, rmdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { messageOf, OSOrganicError } from "@osorganicai/core";
import type { PlannedFile } from "./plan-child.ts";

/**
 * Takes away everything that was placed, every folder that was made for it, and what came into the child's folder since:
 * it was empty, so packages, lockfile and repository in it are the child's.
 */
export type Undo = () => Promise<void>;

/**
 * Puts files into a folder that is empty or does not exist. They are written beside it (or inside of it, when it exists: it may
 * be somebody's current folder or a mount) and moved when all are there, so that nobody ever sees half a child.
 * @throws OSOrganicError `folder_not_empty`, or `environment_invalid` when the file system refuses
 */
export async function placeFiles(
  directory: string,
  files: readonly PlannedFile[],
  signal?: AbortSignal,
): Promise<Undo> {
  const exists = await assertEmpty(directory);
  const made: string[] = [];
  try {
    const parent = exists ? directory : await makeParent(directory, made);
    const temporary = await mkdtemp(join(parent, `.${basename(directory)}-`));
    made.push(temporary);
    writeAll(temporary, files, signal);
    if (exists) await moveEntries(temporary, directory, made);
    else await move(temporary, directory, made);
    return () => (exists ? empty(directory) : removeAll(made));
  } catch (cause) {
    await removeAll(made);
    if (signal?.aborted || cause instanceof OSOrganicError) throw cause;
    throw new OSOrganicError("environment_invalid", `Cannot write ${directory}: ${messageOf(cause)}.`, {
      cause,
    });
  }
}

/**
 * @returns whether the folder exists; it is empty then
 * @throws OSOrganicError `folder_not_empty`, or `environment_invalid` when it cannot be read
 */
export async function assertEmpty(directory: string): Promise<boolean> {
  try {
    const entries = await readdir(directory);
    if (entries.length > 0) throw notEmpty(directory, entries);
    return true;
  } catch (error) {
    if (error instanceof OSOrganicError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return false;
    if (code === "ENOTDIR")
      throw new OSOrganicError("folder_not_empty", `${directory} is a file. Choose another folder.`);
    throw new OSOrganicError("environment_invalid", `Cannot read ${directory}: ${messageOf(error)}.`);
  }
}

function notEmpty(directory: string, entries: readonly string[]): OSOrganicError {
  const some = `${entries.slice(0, 3).join(", ")}${entries.length > 3 ? ", …" : ""}`;
  return new OSOrganicError(
    "folder_not_empty",
    `${directory} is not empty (${some}). Choose another folder, or empty this one.`,
  );
}

async function makeParent(directory: string, made: string[]): Promise<string> {
  const parent = dirname(directory);
  const first = await mkdir(parent, { recursive: true });
  if (first !== undefined) made.push(first);
  return parent;
}

/** Synchronous: many small files take several times as long when each waits for its turn. */
function writeAll(folder: string, files: readonly PlannedFile[], signal: AbortSignal | undefined): void {
  const folders = new Set(files.map(({ path }) => dirname(join(folder, path))));
  for (const one of folders) mkdirSync(one, { recursive: true });
  for (const { path, content } of files) writeFileSync(join(folder, path), content, { flag: "wx" });
  signal?.throwIfAborted();
}

async function move(from: string, to: string, made: string[]): Promise<void> {
  await rename(from, to);
  made.push(to);
}

async function moveEntries(from: string, to: string, made: string[]): Promise<void> {
  for (const entry of await readdir(from)) await move(join(from, entry), join(to, entry), made);
  await rmdir(from);
}

async function empty(directory: string): Promise<void> {
  await removeAll((await readdir(directory)).map((entry) => join(directory, entry)));
}

async function removeAll(made: readonly string[]): Promise<void> {
  for (const path of made.toReversed()) await rm(path, { recursive: true, force: true, maxRetries: 5 });
}
