import { lstatSync, type Stats } from "node:fs";
import { join } from "node:path";
import { OSOrganicError } from "@osorganicai/core";

/**
 * Where a file of a child lies on this machine. Every part of the path is looked at on its own and no link is followed,
 * because paths come from `lock.json`, which lies in a repository that others write to.
 * @throws OSOrganicError `path_refused` when the path leaves the folder, goes through a link, or is no plain file
 */
export function resolveInChild(root: string, path: string): string {
  const segments = path.split("/");
  const fault = findFault(path, segments);
  if (fault !== undefined) throw refused(path, fault);
  let file = root;
  for (const [index, segment] of segments.entries()) {
    file = join(file, segment);
    const stats = lstatSync(file, { throwIfNoEntry: false });
    if (stats === undefined) return join(root, ...segments);
    const isLast = index === segments.length - 1;
    const part = segments.slice(0, index + 1).join("/");
    if (isLast ? !stats.isFile() : !stats.isDirectory())
      throw refused(path, `${isLast ? "is" : `goes through ${part}, which is`} ${describe(stats)}`);
  }
  return file;
}

function findFault(path: string, segments: readonly string[]): string | undefined {
  if (path === "") return "is empty";
  if (path.startsWith("/") || /^[a-z]:/i.test(path)) return "is absolute";
  if (path.includes("\0") || path.includes("\\")) return "has characters that no path of a child has";
  if (segments.some((segment) => segment === "" || segment === "." || segment === ".."))
    return "does not stay in the child's folder";
  if (segments.some((segment) => segment.toLowerCase() === ".git")) return "lies in git's own folder";
  return undefined;
}

function describe(stats: Stats): string {
  if (stats.isSymbolicLink()) return "a symbolic link, and links are not followed";
  return stats.isDirectory() ? "a folder" : stats.isFile() ? "a file" : "no plain file";
}

function refused(path: string, reason: string): OSOrganicError {
  return new OSOrganicError("path_refused", `${JSON.stringify(path)} ${reason}.`, { details: { path } });
}
