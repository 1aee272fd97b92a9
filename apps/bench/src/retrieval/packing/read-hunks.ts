import type { LineRange } from "../contenders/contender.ts";

/**
 * Where a fix changed files, in lines of the base commit. Where it only adds lines, these are the two around them.
 * @param diff without context lines
 */
export function readHunks(diff: string, paths: ReadonlySet<string>): readonly LineRange[] {
  const hunks: LineRange[] = [];
  let path: string | undefined;
  for (const line of diff.split("\n")) {
    if (line.startsWith("diff --git ")) path = undefined;
    else if (line.startsWith("--- a/")) path = line.slice("--- a/".length).replace(/\t$/, "");
    else if (path !== undefined && paths.has(path) && line.startsWith("@@ "))
      hunks.push(parseHunk(path, line));
  }
  return hunks;
}

/** `@@ -<start>[,<count>] +<start>[,<count>] @@` */
function parseHunk(path: string, line: string): LineRange {
  const [, start = "", count = "1"] = /^@@ -(\d+)(?:,(\d+))? /.exec(line) ?? [];
  const first = Number(start);
  if (count === "0") return { path, startLine: Math.max(first, 1), endLine: first + 1 };
  return { path, startLine: Math.max(first, 1), endLine: first + Number(count) - 1 };
}
