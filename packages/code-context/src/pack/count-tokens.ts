/** Characters a token in source text, about. */
const CHARACTERS_PER_TOKEN = 3.6;

/** How many tokens a text of so many characters takes, about. */
export function countTokens(characters: number): number {
  return Math.ceil(characters / CHARACTERS_PER_TOKEN);
}
