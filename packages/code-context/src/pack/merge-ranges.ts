import type { PackedRange } from "./packed-context.ts";

/** Lines of one file in their order, those that touch each other as one. */
export function mergeRanges(
  ranges: readonly { readonly startLine: number; readonly endLine: number }[],
  lines: readonly string[],
): readonly PackedRange[] {
  const merged: { startLine: number; endLine: number }[] = [];
  for (const { startLine, endLine } of ranges.toSorted((a, b) => a.startLine - b.startLine)) {
    const last = merged.at(-1);
    if (last && startLine <= last.endLine + 1) last.endLine = Math.max(last.endLine, endLine);
    else merged.push({ startLine, endLine });
  }
  return merged.map(({ startLine, endLine }) => ({
    startLine,
    endLine,
    text: lines.slice(startLine - 1, endLine).join("\n"),
  }));
}
