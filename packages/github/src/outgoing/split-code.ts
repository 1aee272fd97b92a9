/** A part of a Markdown text. */
export interface Segment {
  readonly kind: "code" | "text";
  readonly text: string;
}

/** From a line's beginning after an empty line to the next line of backticks, so that nothing before reaches into it. */
const fencedBlock = /((?<=^|\n[ \t]*\n)(`{3,})[\w-]*\n(?:(?![ \t]*```)[^\n]*\n)*?\2[ \t]*(?=\n|$))/;
const codeSpan = /(`[^`\n]+`)/;
/** Other fences, and blocks of HTML that empty lines do not end: with them a fence may begin or end elsewhere. */
const doubtful = /```|~~~|<[!?]|<\/?(?:script|style|textarea)/i;

/**
 * The parts of a Markdown text that are certainly code, however the rest is read, and those between. Whatever could be
 * read in two ways counts as text: a fence in a list, an odd backtick, markup or a table beside a code span.
 */
export function splitCode(markdown: string): readonly Segment[] {
  // A pattern's second group is the fence alone; it is no part of the text.
  const parts = markdown.split(fencedBlock).filter((_, index) => index % 3 !== 2);
  if (parts.some((part, index) => index % 2 === 0 && doubtful.test(part)))
    return [{ kind: "text", text: markdown }];
  return parts.flatMap((text, index) => (index % 2 === 1 ? [{ kind: "code", text }] : splitSpans(text)));
}

function splitSpans(text: string): readonly Segment[] {
  const blocks = text.split(/(\n[ \t]*\n)/);
  return blocks.flatMap((block) =>
    block.split("\n").every(hasPlainSpans)
      ? block.split(codeSpan).map((part, index) => ({ kind: index % 2 === 1 ? "code" : "text", text: part }))
      : [{ kind: "text", text: block }],
  );
}

/** Backticks come in pairs, and nothing on the line binds more tightly than they do. */
function hasPlainSpans(line: string): boolean {
  const inPairs = (line.split("`").length - 1) % 2 === 0;
  return inPairs && !/``|\\`|[<|]|(?:\/\/|www\.)\S*`/i.test(line);
}
