import type { Snapshot } from "../snapshot/snapshot.ts";
import { createResolve } from "./resolve-imports.ts";

/** Which file needs which. */
export interface ImportGraph {
  readonly uses: readonly (readonly number[])[];
  readonly usedBy: readonly (readonly number[])[];
}

/** Resolves the imports of all files. */
export function createImportGraph({ files, contents }: Snapshot): ImportGraph {
  const resolve = createResolve(files);
  const usedBy: number[][] = files.map(() => []);
  const uses = files.map(({ path }, file) => {
    const { part, blob } = contents[file] ?? {};
    const specifiers = part?.segment.imports[blob ?? 0] ?? "";
    const found = new Set(
      specifiers === "" ? [] : specifiers.split("\n").flatMap((specifier) => resolve(path, specifier)),
    );
    found.delete(file);
    for (const needed of found) usedBy[needed]?.push(file);
    return [...found];
  });
  return { uses, usedBy };
}
