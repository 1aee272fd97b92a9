/** English endings, longest first; the second is what takes an ending's place. */
const endings: readonly (readonly [ending: RegExp, replacement: string, shortest: number])[] = [
  [/ing$/, "", 6],
  [/ies$/, "y", 5],
  [/ed$/, "", 5],
  [/(?<=s|x|ch|sh)es$/, "", 5],
  [/(?<!s)s$/, "", 4],
];

/** Takes a word's ending off, so that `parses`, `parsed` and `parsing` are one term. Lower case only. */
export function stem(word: string): string {
  const match = endings.find(([ending, , shortest]) => word.length >= shortest && ending.test(word));
  const bare = match === undefined ? word : word.replace(match[0], match[1]);
  if (bare.length <= 4) return bare;
  return bare.replace(/e$/, "").replace(/([^lsz\W])\1$/, "$1");
}
