import type { PackedLines, PackedRange } from "./packed-context.ts";

/** Lines, and how well they answer. */
export interface ScoredLines {
  readonly startLine: number;
  readonly endLine: number;
  readonly score: number;
}

/** Lines of one file in their order, those that touch each other as one, as good as the best of them. */
export function mergeRanges(
  ranges: readonly ScoredLines[],
  lines: readonly string[],
): readonly PackedRange[] {
  const merged: { startLine: number; endLine: number; score: number }[] = [];
  for (const { startLine, endLine, score } of ranges.toSorted((a, b) => a.startLine - b.startLine)) {
    const last = merged.at(-1);
    if (last && startLine <= last.endLine + 1) {
      last.endLine = Math.max(last.endLine, endLine);
      last.score = Math.max(last.score, score);
    } else merged.push({ startLine, endLine, score });
  }
  return merged.map((range) => ({
    ...range,
    text: lines.slice(range.startLine - 1, range.endLine).join("\n"),
  }));
}

/** Single lines in their order, those that touch each other as one. */
export function mergeLines(numbers: readonly number[], lines: readonly string[]): readonly PackedLines[] {
  const ranges = numbers.map((line) => ({ startLine: line, endLine: line, score: 0 }));
  return mergeRanges(ranges, lines).map(({ startLine, endLine, text }) => ({ startLine, endLine, text }));
}
