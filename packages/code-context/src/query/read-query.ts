import { termsOfText, WORD } from "../text/terms-of-text.ts";
import { findMentions } from "./find-mentions.ts";
import { findPhrases, findTitleWords } from "./find-phrases.ts";
import type { Query, QueryKind, WeightedTerm } from "./query.ts";

/** Longer texts are logs; what they are about stands at their beginning. */
const MAX_CHARACTERS = 20_000;
const MAX_TERMS = 160;
/** Longer names are data. */
const MAX_NAME = 80;

/** Pure: understands a text as far as search needs it. */
export function readQuery(text: string): Query {
  const whole = text.slice(0, MAX_CHARACTERS).replace(/<!--[\s\S]*?-->/g, " ");
  const title = /\S.*/.exec(whole)?.[0] ?? "";
  return {
    terms: weigh(termsOfText(title), termsOfText(whole)),
    title: weigh(termsOfText(title), []),
    identifiers: findIdentifiers(whole),
    words: findWords(whole),
    phrases: findPhrases(title, whole),
    titleWords: findTitleWords(title),
    mentions: findMentions(whole),
    kind: kindOf(whole),
  };
}

/** What the title says counts twice; the tenth time of a word adds less than the second. */
function weigh(title: readonly string[], all: readonly string[]): readonly WeightedTerm[] {
  const counts = new Map<string, number>();
  for (const term of [...title, ...all]) counts.set(term, (counts.get(term) ?? 0) + 1);
  return [...counts].slice(0, MAX_TERMS).map(([term, count]) => ({ term, weight: 1 + Math.log(count) }));
}

/** Names with a capital inside, an underscore, a digit or a call behind them, and whatever stands in backticks. */
function findIdentifiers(text: string): readonly string[] {
  const looks = [...text.matchAll(/([A-Za-z_$][\w$]*)(\(?)/g)].flatMap(([, name = "", call]) =>
    call === "(" || /[a-z\d][A-Z]|_[A-Za-z\d]|[A-Z][a-z]+[A-Z]/.test(name.slice(1)) ? [name] : [],
  );
  const ticked = [...text.matchAll(/`([^`\n]{1,200})`/g)].flatMap(([, code = ""]) => code.match(WORD) ?? []);
  const fitting = [...looks, ...ticked].filter(({ length }) => length > 2 && length <= MAX_NAME);
  return [...new Set(fitting)].slice(0, MAX_TERMS);
}

function findWords(text: string): ReadonlySet<string> {
  const words = (text.match(WORD) ?? []).map((word) => word.toLowerCase().replace(/[_$]/g, ""));
  return new Set([...words, ...words.slice(1).map((word, index) => (words[index] ?? "") + word)]);
}

function kindOf(text: string): QueryKind {
  const trimmed = text.trim();
  if (/^[\w$.#:]+(?:\(\))?$/.test(trimmed)) return "symbol";
  return /^(?:how|where|what|which|why|when)\b/i.test(trimmed) && trimmed.length < 300
    ? "question"
    : "report";
}
