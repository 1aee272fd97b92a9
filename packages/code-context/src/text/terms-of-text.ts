import { termsOfIdentifier } from "./terms-of-identifier.ts";

/** Identifiers, words and numbers of any language that has an alphabet. */
export const WORD: RegExp = /[A-Za-z_$\u00aa-\uffff][\w$\u00aa-\uffff]*|\d+/g;

/** Every term of a text, in its order and as often as it occurs. */
export function termsOfText(text: string): readonly string[] {
  return (text.match(WORD) ?? []).flatMap(termsOfIdentifier);
}

/** Every term of a path, and each of its parts as a whole; its extension is none. */
export function termsOfPath(path: string): readonly string[] {
  const parts = path.replace(/\.[^./]+$/, "").split("/");
  return parts.flatMap((part) => termsOfIdentifier(part.replace(/[.-]/g, "_")));
}
