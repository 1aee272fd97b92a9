import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Every file of a child but the tool's own. */
export function readChild(root: string): Map<string, string> {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = entries.map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
  const own = paths
    .filter((path) => !path.startsWith(".git/") && !path.startsWith(".osorganicai/"))
    .toSorted();
  return new Map(own.map((path) => [path, readFileSync(join(root, path), "utf8")]));
}
