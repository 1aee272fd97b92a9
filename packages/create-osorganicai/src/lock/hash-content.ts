import { createHash } from "node:crypto";

/**
 * SHA-256, in hex, of what a text says: line ends, blanks at the end of lines, the last newlines, and indentation that is
 * wider or narrower throughout are no edit. So a formatter, or git on Windows, does not make a file look edited. In doubt
 * it is an edit: that costs a merge, and the opposite the edit.
 */
export function hashContent(text: string): string {
  return createHash("sha256").update(normalise(text)).digest("hex");
}

function normalise(text: string): string {
  return normaliseJson(text) ?? normaliseLines(text);
}

/** White space between JSON's tokens means nothing. The tokens stay as they are: parsing would lose keys that stand there twice. */
function normaliseJson(text: string): string | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  return text.replace(/("(?:[^"\\]|\\.)*")|\s+/g, "$1");
}

function normaliseLines(text: string): string {
  const lines = text.split(/\r?\n/).map((line) => line.replace(/[ \t]+$/, ""));
  return scaleIndentation(lines).join("\n").replace(/\n+$/, "");
}

/** One blank a level, and the same for all lines, so that how lines stand to each other stays. Tabs mixed with blanks are left alone. */
function scaleIndentation(lines: readonly string[]): readonly string[] {
  const indents = lines.map((line) => /^[ \t]*/.exec(line)?.[0] ?? "");
  const kinds = new Set(indents.join(""));
  const width = indents.reduce((common, { length }) => greatestDivisor(common, length), 0);
  if (kinds.size !== 1) return lines;
  return lines.map((line, index) => {
    const { length } = indents[index] ?? "";
    return " ".repeat(length / width) + line.slice(length);
  });
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}
