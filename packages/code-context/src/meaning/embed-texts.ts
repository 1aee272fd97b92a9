import type { Embedder } from "@osorganicai/core";

/** Models read no more, and no chunk that people wrote is as long. */
const MAX_CHARACTERS = 8000;

/** As much of a text as is embedded. */
export function cutForModel(text: string): string {
  return text.slice(0, MAX_CHARACTERS);
}

/** @throws Error when the answer is not one vector of finite numbers for each text, all of one length */
export async function embedTexts(
  { model, embeddings }: Embedder,
  texts: readonly string[],
): Promise<readonly (readonly number[])[]> {
  const vectors = await embeddings.embedDocuments([...texts]);
  const length = vectors[0]?.length ?? 0;
  const isRight = (vector: readonly number[]) =>
    vector.length === length && length > 0 && vector.every((value) => Number.isFinite(value));
  if (vectors.length !== texts.length || !vectors.every(isRight))
    throw new Error(`${model} did not answer with a vector of ${length} numbers for each text.`);
  return vectors;
}
