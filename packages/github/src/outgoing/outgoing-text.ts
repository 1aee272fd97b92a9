import { redactSecrets } from "@osorganicai/core";
import { neutralise, neutraliseMarkdown } from "./neutralise.ts";

/** GitHub answers 422 for more. */
const MAX_TITLE = 256;
const MAX_BODY = 65_536;
const cutNote = "\n\n*The rest was cut: GitHub takes 65,536 characters at most.*";

/** A title as it may leave: one line without secrets, orders to GitHub or mentions. */
export function outgoingTitle(text: string): string {
  const line = neutralise(redactSecrets(text).replace(/\s+/g, " ").trim());
  return line.length <= MAX_TITLE ? line : `${withoutHalves(line.slice(0, MAX_TITLE - 1))}…`;
}

/** A commit message as it may leave: without secrets, orders to GitHub or mentions. */
export function outgoingMessage(text: string): string {
  return neutralise(unixLines(redactSecrets(text)));
}

/** What we ourselves say to GitHub in a body; it is neither changed nor cut. */
export interface OwnLines {
  readonly first?: string;
  readonly last?: string;
}

/** The body of a comment or pull request as it may leave: without secrets, orders or mentions, cut to GitHub's limit. */
export function outgoingBody(text: string, { first, last }: OwnLines = {}): string {
  const source = unixLines(redactSecrets(text));
  const own = [first, last].reduce((sum, line) => sum + (line === undefined ? 0 : line.length + 2), 0);
  const middle = fit(source, MAX_BODY - own);
  return [first, middle, last].filter((part) => part !== undefined).join("\n\n");
}

/** Cut first, then neutralised: a cut could open code again. What that adds is cut off in the next round. */
function fit(source: string, room: number): string {
  let kept = Math.min(source.length, room);
  for (;;) {
    const text = neutraliseMarkdown(cut(source, kept));
    if (text.length <= room) return text;
    kept -= text.length - room;
  }
}

function cut(source: string, length: number): string {
  if (source.length <= length) return source;
  const head = withoutHalves(source.slice(0, Math.max(0, length)));
  const openFence = (head.match(/^```/gm) ?? []).length % 2 === 1;
  return `${head}${openFence ? "\n```" : ""}${cutNote}`;
}

/** Without half a character at the end. */
function withoutHalves(text: string): string {
  return text.replace(/[\uD800-\uDBFF]$/, "");
}

/** A lone carriage return ends a line for Markdown, and for nobody else. */
function unixLines(text: string): string {
  return text.replace(/\r\n?/g, "\n");
}
