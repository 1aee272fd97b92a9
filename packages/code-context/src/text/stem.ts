/**
 * One form for the forms of a word, as far as endings tell: `parses`, `parsed` and `parsing` become `pars`. Light on
 * purpose, since a stem that is too short joins what has nothing in common.
 * @param word in lower case
 */
export function stem(word: string): string {
  const bare = withoutSuffix(word);
  const open = bare.length > 4 && bare.endsWith("e") ? bare.slice(0, -1) : bare;
  return open.length > 4 && endsDoubled(open) ? open.slice(0, -1) : open;
}

function withoutSuffix(word: string): string {
  const { length } = word;
  if (length > 5 && word.endsWith("ing")) return word.slice(0, -3);
  if (length > 4 && word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  if (length > 4 && word.endsWith("ed")) return word.slice(0, -2);
  if (length > 4 && /(?:s|x|ch|sh)es$/.test(word)) return word.slice(0, -2);
  if (length > 3 && word.endsWith("s") && !word.endsWith("ss")) return word.slice(0, -1);
  return word;
}

/** `stopp` comes from `stopping`, but `pass` and `call` are whole. */
function endsDoubled(word: string): boolean {
  const last = word.at(-1) ?? "";
  return last === word.at(-2) && !"lsz".includes(last);
}
