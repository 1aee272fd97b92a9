import { splitCode } from "./split-code.ts";

/** GitHub looks for these anywhere. https://docs.github.com/actions/how-tos/manage-workflow-runs/skip-workflow-runs */
const skipInstruction = /\[\s*(skip\s+ci|ci\s+skip|no\s+ci|skip\s+actions|actions\s+skip)\s*\]/gi;
const skipTrailer = /skip-checks:\s*true/gi;
/** https://docs.github.com/issues/tracking-your-work-with-issues/using-issues/linking-a-pull-request-to-an-issue */
const closingReference =
  /\b(close[sd]?|fix(?:e[sd])?|resolve[sd]?)((?:[\s:*_~[\\`"']|<[^<>]{0,100}>)+)(?=(?:[\w.-]+\/[\w.-]+)?#\d|GH-\d|https?:\/\/\S{1,200}\/(?:issues|pull)\/\d)/gi;
/** Markup may stand before the sign; a letter or digit may not, as in an e-mail address. */
const mention = /(?<![a-z\d])@(?=[a-z\d])/gi;
/** Other spellings of `@` and `#`, which become the sign before GitHub looks for names and numbers. */
const entity = /&(?=#|commat;|num;)/gi;

/**
 * Plain text (a title, a commit message) in which nothing gives GitHub an order or calls anybody. Doing it twice changes
 * nothing more: each replacement takes a meaning away, and none can be put together from another.
 */
export function neutralise(text: string): string {
  return withoutCalls(withoutOrders(text));
}

/** Markdown in which nothing gives GitHub an order or calls anybody. What is certainly code keeps its `@`. */
export function neutraliseMarkdown(markdown: string): string {
  // Orders go out of code, too: a pull request's text may become a squash commit's message, which knows no code.
  return splitCode(withoutOrders(markdown))
    .map(({ kind, text }) => (kind === "code" ? text : withoutCalls(text)))
    .join("");
}

/** What GitHub would carry out: skip CI, close an issue, hide text (and with it, take it for our marker). */
function withoutOrders(text: string): string {
  return text
    .replace(skipInstruction, "($1)")
    .replace(skipTrailer, "skip-checks is true")
    .replace(closingReference, "$1$2issue ")
    .replaceAll("<!--", "< !--");
}

/** Whom GitHub would notify: people and teams. A space holds in every context; backticks could meet others before them. */
function withoutCalls(text: string): string {
  return text.replace(mention, "@ ").replace(entity, "& ");
}
