import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Everything that gets into a tarball, and what packing fills in. */
const sources = [
  "packages/*/{package.json,*.md,tsconfig.child.json,migrations.json}",
  "packages/*/{dist,data,migrations,sql}/**/*",
  "{package.json,pnpm-workspace.yaml}",
];

/** The same as long as the packages are the same and `more` is. 16 hex digits. */
export function hashPackages(root: string, more: string): string {
  const hash = createHash("sha256").update(more);
  const files = globSync(sources, { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  for (const file of files) hash.update(`\0${file}\0`).update(readFileSync(file));
  return hash.digest("hex").slice(0, 16);
}
