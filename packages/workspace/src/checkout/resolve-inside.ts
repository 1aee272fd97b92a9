import { lstat, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { OSOrganicError } from "@osorganicai/core";

/** Where a path of the project lies on the host, when nothing on the way there is a link. */
export interface Place {
  /** Absolute. */
  readonly file: string;
  /** What is there, or undefined when nothing is. */
  readonly exists: "file" | "folder" | undefined;
}

/**
 * Looks at every part of a path on its own, so that no link is ever followed: neither one the repository came with nor
 * one that a command has put there since.
 *
 * @param root the checkout's real path
 * @throws OSOrganicError `path_refused` when the path leaves the checkout, or passes or is something else than a
 *   folder or plain file
 */
export async function resolveInside(root: string, path: string): Promise<Place> {
  const segments = path.split("/");
  const reason = findFault(path, segments);
  if (reason !== undefined) throw refused(path, reason);
  let file = root;
  let exists: Place["exists"] = "folder";
  for (const [index, segment] of segments.entries()) {
    file = join(file, segment);
    exists = exists && (await lookAt(file, path, segments.slice(0, index + 1).join("/")));
    const isLast = index === segments.length - 1;
    if (exists === "file" && !isLast)
      throw refused(path, `passes ${segments.slice(0, index + 1).join("/")}, which is a file`);
  }
  return { file, exists };
}

/** The same for a file that is about to be written: makes the folders it needs. */
export async function resolveForWriting(root: string, path: string): Promise<Place> {
  const place = await resolveInside(root, path);
  if (place.exists === "folder") throw refused(path, "is a folder");
  if (place.exists === undefined) await mkdir(join(place.file, ".."), { recursive: true });
  return place;
}

/** A `path_refused` that names the path as the caller gave it. */
export function refused(path: string, reason: string): OSOrganicError {
  return new OSOrganicError("path_refused", `${JSON.stringify(path)} ${reason}.`, { details: { path } });
}

function findFault(path: string, segments: readonly string[]): string | undefined {
  if (path === "") return "is empty. Give a path relative to the project's root";
  if (path.startsWith("/")) return "is absolute. Give a path relative to the project's root";
  if (path.includes("\0")) return "contains a NUL character";
  if (segments.some((segment) => segment === "" || segment === "." || segment === ".."))
    return "is not canonical. Leave out empty, . and .. segments";
  if (segments.some((segment) => segment.toLowerCase() === ".git")) return "lies in git's own folder";
  return undefined;
}

async function lookAt(file: string, path: string, part: string): Promise<Place["exists"]> {
  const stats = await lstat(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw refused(path, `cannot be looked at (${error.code})`);
  });
  if (stats === undefined) return undefined;
  if (stats.isDirectory()) return "folder";
  if (stats.isFile()) return "file";
  const what = stats.isSymbolicLink() ? "a symbolic link; links are not followed" : "no plain file";
  throw refused(path, part === path ? `is ${what}` : `passes ${part}, which is ${what}`);
}
