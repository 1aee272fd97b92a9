import { posix } from "node:path";
import type { SourceFile } from "./read-packages.ts";

/** Files that import each other in a circle, type imports counted: one sentence per circle. */
export function findImportCircles(files: readonly SourceFile[]): readonly string[] {
  const edges = new Map(files.map(({ path, imports }) => [path, relativeImports(path, imports)]));
  const done = new Set<string>();
  const circles: string[] = [];

  function visit(path: string, trail: readonly string[]): void {
    const start = trail.indexOf(path);
    if (start >= 0) circles.push([...trail.slice(start), path].join(" → "));
    if (start >= 0 || done.has(path)) return;
    for (const next of edges.get(path) ?? []) visit(next, [...trail, path]);
    done.add(path);
  }

  for (const path of edges.keys()) visit(path, []);
  return circles;
}

function relativeImports(path: string, imports: readonly string[]): readonly string[] {
  return imports
    .filter((specifier) => specifier.startsWith("."))
    .map((specifier) => posix.join(posix.dirname(path), specifier));
}
