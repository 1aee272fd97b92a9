import type { Outline } from "./outline.ts";

/** Lines that are ranked and shown together. From 1, both included. */
export interface Chunk {
  readonly startLine: number;
  readonly endLine: number;
}

const MIN_LINES = 8;
const MAX_LINES = 40;

/**
 * Cuts a file where a definition or the comment above it begins, into pieces that are neither too small to say anything
 * nor too large to be about one thing. Together they are the whole file.
 */
export function cutChunks(lines: readonly string[], outline: Outline): readonly Chunk[] {
  const cuts = new Set(outline.map(({ startLine }) => withComment(lines, startLine)));
  const chunks: Chunk[] = [];
  let startLine = 1;
  let lastBlank = 0;
  const end = (endLine: number) => {
    chunks.push({ startLine, endLine });
    startLine = endLine + 1;
  };
  for (let line = 1; line <= lines.length; line++) {
    if (cuts.has(line) && line - startLine >= MIN_LINES) end(line - 1);
    if ((lines[line - 1] ?? "").trim() === "") lastBlank = line;
    if (line - startLine + 1 >= MAX_LINES) end(lastBlank - startLine >= MAX_LINES / 2 ? lastBlank : line);
  }
  if (startLine <= lines.length) end(lines.length);
  return chunks;
}

const comment = /^\s*(?:\/\/|\/\*|\*|#|@|--|<!--|"""|''')/;

/** Comments, decorators and attributes belong to what they stand above. */
function withComment(lines: readonly string[], startLine: number): number {
  let first = startLine;
  while (first > 1 && comment.test(lines[first - 2] ?? "")) first--;
  return first;
}
