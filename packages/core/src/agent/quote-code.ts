import type { CodeExcerpt } from "../ports/code-context.ts";

/**
 * Code as a prompt quotes it: a `<code path="…" lines="3-9, 20-31">` for each file, the most relevant first, with `…` where
 * lines are left out. Somebody else wrote it, so it cannot close its tag, and a path cannot leave its place.
 */
export function quoteCode(excerpts: readonly CodeExcerpt[]): readonly string[] {
  return [...Map.groupBy(excerpts, ({ path }) => path)].map(([path, parts]) => {
    const ordered = parts.toSorted((a, b) => a.startLine - b.startLine);
    const lines = ordered.map(({ startLine, endLine }) => `${startLine}-${endLine}`).join(", ");
    const text = ordered.map((part) => part.text).join("\n…\n");
    const place = `path="${path.replace(/["<>\p{Cc}]/gu, "")}" lines="${lines}"`;
    return `<code ${place}>\n${text.replace(/<(?=\/code)/gi, "<\\")}\n</code>`;
  });
}
