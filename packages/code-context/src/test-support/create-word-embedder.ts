import type { Embedder } from "@osorganicai/core";

/** What a double was asked. */
export interface WordEmbedder extends Embedder {
  readonly documents: string[];
  readonly batches: number[];
  readonly queries: string[];
}

/**
 * A double: every word is hashed to one of 64 places. It knows what words a text has and nothing of what they mean, so nothing
 * about the quality of a search can be learned from it. `alike` are words that it takes for one, as a model would.
 */
export function createWordEmbedder(alike: Readonly<Record<string, string>> = {}): WordEmbedder {
  const documents: string[] = [];
  const batches: number[] = [];
  const queries: string[] = [];
  const embed = (text: string) => {
    const vector = Array.from({ length: 64 }, () => 0);
    for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? []) {
      const at = hash(alike[word] ?? word) % vector.length;
      vector[at] = (vector[at] ?? 0) + 1;
    }
    return vector;
  };
  return {
    model: "words:64",
    documents,
    batches,
    queries,
    embeddings: {
      async embedDocuments(texts) {
        batches.push(texts.length);
        documents.push(...texts);
        return texts.map(embed);
      },
      async embedQuery(text) {
        queries.push(text);
        return embed(text);
      },
    },
  };
}

function hash(word: string): number {
  let value = 7;
  for (const letter of word) value = (value * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003;
  return value;
}
