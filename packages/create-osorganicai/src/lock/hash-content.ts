import { createHash } from "node:crypto";

/**
 * SHA-256, in hex, of what a text says: line ends, blanks at the end of lines, the last newline and how deep a level is
 * indented are no edit. So a formatter, or git on Windows, does not make a file look edited.
 */
export function hashContent(text: string): string {
  return createHash("sha256").update(normalise(text)).digest("hex");
}

function normalise(text: string): string {
  return normaliseJson(text) ?? normaliseLines(text);
}

/** White space in JSON means nothing. */
function normaliseJson(text: string): string | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function normaliseLines(text: string): string {
  const lines = text.split(/\r\n|\r|\n/).map((line) => line.trimEnd());
  return indentByLevel(lines).join("\n").trim();
}

/** Every level one blank deep, however deep it was: in YAML only being deeper than the line above counts. */
function indentByLevel(lines: readonly string[]): readonly string[] {
  const open: number[] = [];
  return lines.map((line) => {
    if (line === "") return line;
    const text = line.trimStart();
    const depth = line.length - text.length;
    while (open.length > 0 && (open.at(-1) ?? 0) >= depth) open.pop();
    open.push(depth);
    return " ".repeat(open.length - 1) + text;
  });
}
