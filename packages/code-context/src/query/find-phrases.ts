import { stopWords } from "../text/stop-words.ts";
import { WORD } from "../text/terms-of-text.ts";

/** What code may call what a text says in one word or several, in lower case: `fake timers` is `faketimers`. */
export interface PossibleName {
  readonly name: string;
  readonly weight: number;
}

/** Texts that are longer say nothing new with each pair of their words. */
const MAX_PHRASES = 300;
const TITLE_WEIGHT = 1.7;

/** Two or three words beside each other, as one name; those of the title count more. */
export function findPhrases(title: string, text: string): readonly PossibleName[] {
  const phrases = new Map(joinNeighbours(wordsOf(text)).map((name) => [name, 1]));
  for (const name of joinNeighbours(wordsOf(title))) phrases.set(name, TITLE_WEIGHT);
  return [...phrases].slice(0, MAX_PHRASES).map(([name, weight]) => ({ name, weight }));
}

const MIN_WORD = 3;

/** Each word of a title that says something. */
export function findTitleWords(title: string): readonly string[] {
  return [...new Set(wordsOf(title).filter((word) => word.length >= MIN_WORD && !stopWords.has(word)))];
}

function wordsOf(text: string): readonly string[] {
  const words = (text.match(WORD) ?? []).map((word) => word.toLowerCase().replace(/[_$]/g, ""));
  return words.filter(({ length }) => length > 1);
}

function joinNeighbours(words: readonly string[]): readonly string[] {
  return words.flatMap((_, start) =>
    [2, 3].flatMap((count) => {
      const part = words.slice(start, start + count);
      return part.length === count && mayBeName(part) ? [part.join("")] : [];
    }),
  );
}

function mayBeName(words: readonly string[]): boolean {
  const [first = "", last = ""] = [words[0], words.at(-1)];
  return !stopWords.has(first) && !stopWords.has(last) && words.some((word) => !/^\d+$/.test(word));
}
