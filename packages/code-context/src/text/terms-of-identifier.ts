import { splitIdentifier } from "./split-identifier.ts";
import { stem } from "./stem.ts";
import { stopWords } from "./stop-words.ts";

/** Begins a term that is a whole identifier of several words: `=applycoupon`. */
export const JOINED = "=";

const MAX_TERM_LENGTH = 64;

/** What an identifier is found by: the stems of its words and, when there are several, all of it. */
export function termsOfIdentifier(identifier: string): readonly string[] {
  const parts = splitIdentifier(identifier);
  const stems = parts
    .map((part) => part.toLowerCase())
    .filter((part) => part.length > 1 && part.length <= MAX_TERM_LENGTH && !stopWords.has(part))
    .map(stem);
  return parts.length > 1 && identifier.length <= MAX_TERM_LENGTH
    ? [...stems, joinedTerm(identifier)]
    : stems;
}

/** The term of a whole identifier, however its words are joined: `applyCoupon` and `apply_coupon` are the same. */
function joinedTerm(identifier: string): string {
  return JOINED + identifier.toLowerCase().replace(/[_$]/g, "");
}
