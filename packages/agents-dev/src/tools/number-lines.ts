const MAX_LINES = 600;

/** A file, or a part of it, as the model reads it: every line with its number, and what was left out. */
export function numberLines(
  content: string,
  startLine = 1,
  endLine: number = startLine + MAX_LINES - 1,
): string {
  const lines = content.split("\n");
  const last = Math.min(endLine, startLine + MAX_LINES - 1, lines.length);
  const shown = lines.slice(startLine - 1, last).map((line, index) => `${startLine + index}\t${line}`);
  if (endLine < startLine) return `Line ${endLine} comes before line ${startLine}.`;
  if (shown.length === 0) return `The file has only ${lines.length} lines.`;
  return last < lines.length
    ? [...shown, `… ${lines.length - last} more lines; read from line ${last + 1}.`].join("\n")
    : shown.join("\n");
}
