import type { CodeExcerpt } from "@osorganicai/core";
import type { PackedContext } from "../pack/packed-context.ts";

/** What was packed as core's port wants it: excerpts by themselves, best first. */
export function listExcerpts({ files }: PackedContext): readonly CodeExcerpt[] {
  return files
    .flatMap(({ path, score, ranges, around }) => [
      ...ranges.map((range) => ({ path, ...range })),
      ...around.map((lines) => ({ path, ...lines, score: score * AROUND })),
    ])
    .sort((a, b) => b.score - a.score);
}

/** What only makes others readable comes after what is worth anything by itself. */
const AROUND = 0.01;
