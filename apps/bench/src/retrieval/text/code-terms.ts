import { stem } from "./stem.ts";

/** Too frequent in sentences to say anything. */
const stopWords: ReadonlySet<string> = new Set(
  (
    "a an the this that these those it its there here i you he she we they them our your their " +
    "is are be was were do does did has have had can could should would will may might not no " +
    "and or but if then else so than when while how why what which who of to in on at by for from with into as " +
    "too very just also use used using via eg etc"
  ).split(" "),
);

const known = new Map<string, readonly string[]>();

/** Words and identifiers of a text: their parts, stemmed, and each composed identifier as a whole. */
export function codeTerms(text: string): readonly string[] {
  const terms: string[] = [];
  for (const [word] of text.matchAll(/[A-Za-z_$][\w$]*|\d+/g)) terms.push(...termsOfWord(word));
  return terms;
}

/** What a path says: its folders and its name without the ending. */
export function pathTerms(path: string): readonly string[] {
  return codeTerms(path.replace(/\.\w+$/, "").replaceAll(/[/.-]/g, " "));
}

function termsOfWord(word: string): readonly string[] {
  const before = known.get(word);
  if (before !== undefined) return before;
  const parts = splitWord(word);
  const terms = parts.filter((part) => part.length > 1 && !stopWords.has(part)).map(stem);
  // A whole identifier is marked, so that it never meets a stem.
  if (parts.length > 1) terms.push(`=${parts.join("")}`);
  known.set(word, terms);
  return terms;
}

/** `parseHTTPHeader`, `parse_http_header` → parse, http, header */
function splitWord(word: string): readonly string[] {
  return word
    .replaceAll(/(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, " ")
    .split(/[\s_$]+/)
    .flatMap((part) => (part === "" ? [] : [part.toLowerCase()]));
}
