import type { CodeCandidate } from "../ports/code-context.ts";
import { RANK, type RankTag } from "./rank-code-call.ts";

/** As the port counts them. */
const CHARACTERS_PER_TOKEN = 4;
/** Of the room: a text says in its beginning what it is about. */
const TEXT_SHARE = 0.25;
/** Of a file's room; the rest is for its lines. */
const OUTLINE_SHARE = 0.4;
/** What tags and paths take. */
const FRAME = 80;

/** Pure: the task, never longer than the budget. Files that have no room left are not shown, and so keep their place. */
export function buildRankTask(
  text: string,
  candidates: readonly CodeCandidate[],
  budgetTokens: number = 6000,
): string {
  const room = budgetTokens * CHARACTERS_PER_TOKEN - RANK.length - FRAME;
  const shown = cut(text.trim(), Math.floor(room * TEXT_SHARE));
  const parts = [tagged("text", shown)];
  const share = Math.floor((room - shown.length - FRAME) / Math.max(1, candidates.length));
  for (const [index, { path, outline, excerpt }] of candidates.entries()) {
    const own = share - FRAME - path.length;
    if (own < 0) continue;
    const names = cut(outline, Math.floor(own * OUTLINE_SHARE));
    const lines = cut(excerpt, own - names.length - 2);
    const place = ` number="${index + 1}" path="${path.replace(/["<>\p{Cc}]/gu, "")}"`;
    parts.push(tagged("file", [names, lines].filter(Boolean).join("\n\n"), place));
  }
  return [...parts, RANK].join("\n\n");
}

/** Material that cannot close its tag, whichever it is in. */
function cut(material: string, most: number): string {
  const text = material.replace(/<(?=\/(text|file))/gi, "<\\");
  return text.length > most ? `${text.slice(0, Math.max(0, most - 1))}…` : text;
}

function tagged(tag: RankTag, material: string, place = ""): string {
  return `<${tag}${place}>\n${material}\n</${tag}>`;
}
