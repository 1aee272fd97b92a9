import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { SearchHit, SearchQuery } from "@osorganicai/core";

/** Files above this size are data, not code. */
const MAX_BYTES = 1024 * 1024;
const MAX_LINE_LENGTH = 400;

/** The lines of these files that fit the query, by path and line. Binary and very long files are passed over. */
export function searchFiles(
  root: string,
  paths: readonly string[],
  query: SearchQuery,
): readonly SearchHit[] {
  const fits = matcherOf(query);
  const { maxHits = 50 } = query;
  const hits: SearchHit[] = [];
  for (const path of paths) {
    const content = readText(join(root, path));
    if (content === undefined) continue;
    for (const [index, line] of content.split("\n").entries()) {
      if (!fits(line)) continue;
      hits.push({ path, line: index + 1, text: line.replace(/\r$/, "").slice(0, MAX_LINE_LENGTH) });
      if (hits.length >= maxHits) return hits;
    }
  }
  return hits;
}

/** Case decides only when the query has an upper-case letter; `\S` and the like are none. */
function matcherOf({ text, regex = false }: SearchQuery): (line: string) => boolean {
  const ignoreCase = !/\p{Lu}/u.test(regex ? text.replaceAll(/\\./g, "") : text);
  if (regex) {
    const pattern = new RegExp(text, ignoreCase ? "i" : "");
    return (line) => pattern.test(line);
  }
  return ignoreCase ? (line) => line.toLowerCase().includes(text) : (line) => line.includes(text);
}

function readText(file: string): string | undefined {
  const descriptor = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile() || stats.size > MAX_BYTES) return undefined;
    const bytes = readFileSync(descriptor);
    return bytes.includes(0) ? undefined : bytes.toString("utf8");
  } finally {
    closeSync(descriptor);
  }
}
