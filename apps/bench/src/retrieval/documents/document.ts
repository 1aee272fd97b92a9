import { findTags, type Tags } from "../repo-map/find-tags.ts";
import { codeTerms, pathTerms } from "../text/code-terms.ts";
import { plainWords } from "../text/plain-words.ts";
import { countTerms, type TermCounts } from "../text/term-counts.ts";
import { type Chunk, cutChunks } from "./cut-chunks.ts";

/** A file as the baselines see it. What only some of them need is made when it is first asked for. */
export interface Document {
  readonly path: string;
  readonly text: string;
  readonly words: () => TermCounts;
  readonly terms: () => TermCounts;
  readonly chunks: () => readonly Chunk[];
  readonly tags: () => Tags;
}

export function createDocument(path: string, text: string): Document {
  return {
    path,
    text,
    words: once(() => countTerms(plainWords(text))),
    terms: once(() => countTerms([...pathTerms(path), ...codeTerms(text)])),
    chunks: once(() => cutChunks(path, text)),
    tags: once(() => findTags(path, text)),
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
