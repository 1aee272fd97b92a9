import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { packageRoot } from "../package-root.ts";

/**
 * A database with the tables of the store and of the engine, or undefined when none was built for these ones. Making the
 * engine's tables takes as long as everything else at a start, and every new database would need it.
 * @param fingerprint of the store's migrations; the engine brings its own tables up to date
 */
export async function readTemplate(fingerprint: string): Promise<Blob | undefined> {
  try {
    return new Blob([await readFile(templatePath(fingerprint))]);
  } catch {
    return undefined;
  }
}

/** Where the build puts it. */
export function templatePath(fingerprint: string): string {
  return join(packageRoot(), "dist", `template-${fingerprint}.tar.gz`);
}
