import type { CodeExcerpt, CodeQuery } from "@osorganicai/core";
import type { CodeIndex } from "../code-index.ts";
import { decodeText } from "../segment/decode-text.ts";
import type { CodeSource } from "../sources/code-source.ts";
import { termsOfText } from "../text/terms-of-text.ts";

const CHARACTERS_PER_TOKEN = 4;
const MAX_FILES = 12;
const WINDOW_LINES = 40;

/** Of each of the best files the lines that share most words with the text. */
export async function cutExcerpts(
  index: CodeIndex,
  source: CodeSource,
  { text, budgetTokens }: CodeQuery,
): Promise<readonly CodeExcerpt[]> {
  const ranked = (await index.find(text, { limit: MAX_FILES })).filter(({ score }) => score > 0);
  const files = new Map((await source.list()).map((file) => [file.path, file]));
  const contents = await source.read(ranked.flatMap(({ path }) => files.get(path) ?? []));
  const terms = new Set(termsOfText(text));
  const excerpts: CodeExcerpt[] = [];
  let room = budgetTokens * CHARACTERS_PER_TOKEN;
  for (const [at, { path, score }] of ranked.entries()) {
    const lines = decodeText(contents[at]).split("\n");
    const startLine = bestWindow(lines, terms) + 1;
    const cut = fit(lines.slice(startLine - 1, startLine - 1 + WINDOW_LINES), room);
    if (cut.length === 0) continue;
    excerpts.push({ path, startLine, endLine: startLine + cut.length - 1, text: cut.join("\n"), score });
    room -= cut.join("\n").length;
  }
  return excerpts;
}

function bestWindow(lines: readonly string[], terms: ReadonlySet<string>): number {
  let [best, most] = [0, -1];
  for (let start = 0; start < lines.length; start += WINDOW_LINES / 2) {
    const found = termsOfText(lines.slice(start, start + WINDOW_LINES).join("\n"));
    const count = new Set(found.filter((term) => terms.has(term))).size;
    if (count > most) [best, most] = [start, count];
  }
  return best;
}

/** As many whole lines as there is room for. */
function fit(lines: readonly string[], room: number): readonly string[] {
  let used = 0;
  const tooLong = lines.findIndex((line) => (used += line.length + 1) > room);
  return tooLong === -1 ? lines : lines.slice(0, tooLong);
}
