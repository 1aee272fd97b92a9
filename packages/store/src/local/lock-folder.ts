import { randomUUID } from "node:crypto";
import { link, mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { OSOrganicError } from "@osorganicai/core";
import { processIdentity } from "./process-identity.ts";

/** A folder that no other process may use until it is released. */
export interface FolderLock {
  release(): Promise<void>;
}

/** Who holds a lock, as it stands in the file. */
interface Holder {
  readonly pid: number;
  readonly identity: string;
  /** Two locks of the same process differ, too. */
  readonly nonce: string;
}

/**
 * Locks a folder for this process: two processes on one PGlite lose rows without an error. The lock of a process that
 * is gone, or whose pid belongs to another one by now, is taken over.
 * @throws OSOrganicError `database_locked` that says who holds it since when
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, "lock.json");
  const { pid } = process;
  const identity = (await processIdentity(pid)) ?? `${pid}`;
  const text = JSON.stringify({ pid, identity, nonce: randomUUID() } satisfies Holder);
  await acquire(path, text);
  return {
    async release() {
      if ((await read(path)) === text) await rm(path, { force: true });
    },
  };
}

async function acquire(path: string, text: string): Promise<void> {
  if (await create(path, text)) return;
  const found = await read(path);
  if (found !== undefined) {
    await assertGone(path, found);
    if (await takeOver(path, { stale: found, text })) return;
  }
  // It was released or taken over while we looked.
  await acquire(path, text);
}

/** @throws OSOrganicError `database_locked` when the lock's holder lives */
async function assertGone(path: string, found: string): Promise<void> {
  const holder = parseHolder(found);
  if (holder && (await processIdentity(holder.pid)) === holder.identity) throw await locked(path, holder);
}

async function locked(path: string, { pid }: Pick<Holder, "pid">): Promise<OSOrganicError> {
  const since = await stat(path).then(
    ({ mtime }) => mtime.toISOString(),
    () => "this moment",
  );
  const who = pid === process.pid ? "this very process" : `process ${pid}`;
  return new OSOrganicError(
    "database_locked",
    `The database folder is held by ${who} since ${since}. Stop it first, or use another folder. Lock: ${path}`,
    { details: { pid, since, path } },
  );
}

/** Written elsewhere first, so that nobody ever sees a lock without its holder's name. */
async function create(path: string, text: string): Promise<boolean> {
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, text);
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (hasCode(error, "EEXIST")) return false;
    throw error;
  } finally {
    await rm(draft);
  }
}

/** Replaces a stale lock under a lock of its own, so that of many who found it stale one gets it. */
async function takeOver(
  path: string,
  { stale, text }: { readonly stale: string; readonly text: string },
): Promise<boolean> {
  const turn = `${path}.takeover`;
  await acquire(turn, text);
  try {
    if ((await read(path)) !== stale) return false;
    const draft = `${path}.${randomUUID()}`;
    await writeFile(draft, text);
    await rename(draft, path);
    return true;
  } finally {
    await rm(turn, { force: true });
  }
}

async function read(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

/** Undefined for a file that is not one of ours. */
function parseHolder(text: string): Pick<Holder, "pid" | "identity"> | undefined {
  try {
    const { pid, identity } = JSON.parse(text) as Partial<Holder>;
    return typeof pid === "number" && typeof identity === "string" ? { pid, identity } : undefined;
  } catch {
    return undefined;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
