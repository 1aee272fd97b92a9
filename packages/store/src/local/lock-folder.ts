import { mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { OSOrganicError } from "@osorganicai/core";
import { processIdentity } from "./process-identity.ts";

/** A folder that no other process may use until it is released. */
export interface FolderLock {
  release(): Promise<void>;
}

/** Who holds a lock. */
interface Holder {
  readonly pid: number;
  readonly identity: string;
}

/**
 * Locks a folder for this process: two processes on one PGlite lose rows without an error. The lock of a process that
 * is gone, or whose pid belongs to another one by now, is taken over.
 * @throws OSOrganicError `database_locked` that says who holds it since when
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, "lock.json");
  const text = JSON.stringify({
    pid: process.pid,
    identity: (await processIdentity(process.pid)) ?? `${process.pid}`,
  } satisfies Holder);
  while (!(await create(path, text))) await removeIfStale(path);
  return {
    async release() {
      if ((await read(path)) === text) await rm(path, { force: true });
    },
  };
}

async function create(path: string, text: string): Promise<boolean> {
  try {
    await writeFile(path, text, { flag: "wx" });
    return true;
  } catch (error) {
    if (hasCode(error, "EEXIST")) return false;
    throw error;
  }
}

/** @throws OSOrganicError `database_locked` when its holder lives */
async function removeIfStale(path: string): Promise<void> {
  const text = await read(path);
  if (text === undefined) return;
  const holder = parseHolder(text);
  if (holder && (await processIdentity(holder.pid)) === holder.identity) throw await locked(path, holder);
  await moveAside(path, text);
}

/** Renaming first, because somebody else may have replaced the stale lock by a good one in the meantime. */
async function moveAside(path: string, stale: string): Promise<void> {
  const aside = `${path}.${process.pid}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (hasCode(error, "ENOENT")) return;
    throw error;
  }
  if ((await read(aside)) === stale) await rm(aside, { force: true });
  else await rename(aside, path);
}

async function read(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

/** Undefined for a file that a crash left half-written. */
function parseHolder(text: string): Holder | undefined {
  try {
    const { pid, identity } = JSON.parse(text) as Partial<Holder>;
    return typeof pid === "number" && typeof identity === "string" ? { pid, identity } : undefined;
  } catch {
    return undefined;
  }
}

async function locked(path: string, { pid }: Holder): Promise<OSOrganicError> {
  const since = (await stat(path)).mtime.toISOString();
  const who = pid === process.pid ? "this very process" : `process ${pid}`;
  return new OSOrganicError(
    "database_locked",
    `The database folder is held by ${who} since ${since}. Stop it first, or use another folder. Lock: ${path}`,
    { details: { pid, since, path } },
  );
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
