import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../../run/usage-error.ts";
import { toolPaths } from "../tool-paths.ts";
import { resolveInChild } from "./resolve-in-child.ts";

/** Folders that this process has claimed: its own number on a file says nothing, because numbers are given again. */
const claimed = new Set<string>();

/**
 * Keeps everybody else from writing to a child until the claim is given up. Each process puts down a file with its number
 * first and looks for others then, so of two at least one sees the other; both may be refused, never none. What processes
 * left that are gone is taken away.
 * @param root absolute
 * @returns gives the claim up
 * @throws UsageError while another process writes
 */
export function claimChild(root: string): () => void {
  if (claimed.has(root)) throw isBusy(process.pid);
  const own = resolveInChild(root, toolPaths.claim(process.pid));
  if (!putDown(own)) return () => {}; // no child: whoever reads its lock says so
  const other = findOther(root);
  if (other !== undefined) {
    rmSync(own, { force: true });
    throw isBusy(other);
  }
  claimed.add(root);
  return () => {
    claimed.delete(root);
    rmSync(own, { force: true });
  };
}

function putDown(file: string): boolean {
  try {
    writeFileSync(file, "");
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}

/** Number of another process that lives and has a claim. */
function findOther(root: string): number | undefined {
  const folder = join(root, ".osorganicai");
  for (const name of readdirSync(folder)) {
    const [, kind, digits] = /^(claim|draft)-(\d+)\.tmp$/.exec(name) ?? [];
    const pid = Number(digits);
    if (kind === undefined || pid === process.pid) continue;
    if (!isAlive(pid)) rmSync(join(folder, name), { force: true });
    else if (kind === "claim") return pid;
  }
  return undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Others' processes may not be asked, but they are there.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function isBusy(pid: number): UsageError {
  return new UsageError(
    `Another upgrade of this child is under way in process ${pid}. Try again when it is done; if that is something else, delete ${toolPaths.claim(pid)}.`,
  );
}
