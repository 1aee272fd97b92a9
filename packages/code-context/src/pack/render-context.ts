import type { PackedFile, PackedSkeleton } from "./packed-context.ts";

/** A path, then each line with its number. */
export function renderSkeleton({ path, signatures }: PackedSkeleton): string {
  return `${path}\n${signatures.map(({ startLine, text }) => `  ${startLine}: ${text}`).join("\n")}\n`;
}

/** Each part below its path and its lines. */
export function renderFile({ path, ranges, around }: PackedFile): string {
  return [...ranges, ...around]
    .sort((a, b) => a.startLine - b.startLine)
    .map(({ startLine, endLine, text }) => `--- ${path}:${startLine}-${endLine}\n${text}\n`)
    .join("");
}
