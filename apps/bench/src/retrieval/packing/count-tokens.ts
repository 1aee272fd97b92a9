/** Characters a token in source text, about. */
const CHARACTERS = 3.6;

/** How many tokens a text of so many characters takes. The same for all contenders, whatever each of them estimates. */
export function countTokens(characters: number): number {
  return characters / CHARACTERS;
}
