/** A block of code in a document. */
export interface Example {
  /** Of the document, relative to the repository's root. */
  readonly path: string;
  /** Where its first line stands, counted from 1. */
  readonly line: number;
  readonly code: string;
  /** How the document's other blocks import it, from its first line: `// handle.ts`. */
  readonly name: string | undefined;
}

/** Every ` ```ts ` block of a document, in order. */
export function findExamples(path: string, text: string): readonly Example[] {
  return [...text.matchAll(/^```ts\n(.*?)^```$/gms)].map(({ index, 1: code = "" }) => ({
    path,
    line: text.slice(0, index).split("\n").length + 1,
    code,
    name: /^\/\/ (\S+\.ts)\n/.exec(code)?.[1],
  }));
}
