/** Words that issues are full of and that tell nothing about where the code is. */
const stopWords = new Set(
  (
    "about add after all also and any are because been before but can cannot could does doing done each else for from " +
    "get has have how into its let like make more must need not now of off one only other our out please should so " +
    "some such than that the their them then there these they this those too use user users using very want was way " +
    "were what when where which while who why will with would you your const function return import export new null " +
    "true false issue bug feature error"
  ).split(" "),
);

const MAX_TERMS = 60;

/**
 * What to look for in code, from a text about it: identifiers as they stand and the words they are made of, in lower
 * case. A plural also finds its singular.
 */
export function termsOf(text: string): readonly string[] {
  const identifiers = text.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? [];
  const words = identifiers.flatMap((identifier) => [identifier, ...splitIdentifier(identifier)]);
  const terms = words
    .map((word) => word.toLowerCase())
    .filter((word) => word.length > 2 && !stopWords.has(word));
  return [...new Set(terms.map(withoutPlural))].slice(0, MAX_TERMS);
}

/** `applyCoupon_code` → apply, Coupon, code. */
function splitIdentifier(identifier: string): readonly string[] {
  return identifier.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{N}+/gu) ?? [];
}

function withoutPlural(word: string): string {
  return word.length > 4 && /[^s]s$/.test(word) ? word.slice(0, -1) : word;
}
