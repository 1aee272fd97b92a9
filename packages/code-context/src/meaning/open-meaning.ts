import { messageOf } from "@osorganicai/core";
import { createMemoryCodeVectors } from "./create-memory-code-vectors.ts";
import { type EmbedRequest, embedChunks } from "./embed-chunks.ts";
import { findNearChunks, type NearChunks } from "./find-near-chunks.ts";
import type { Meaning } from "./meaning.ts";

/** What is told of vectors, and of what stood in their way. */
export type MeaningEvent =
  | { readonly kind: "embedded"; readonly embedded: number; readonly left: number }
  | { readonly kind: "not_embedded"; readonly reason: string };

/** What is taken when nobody says otherwise. */
export function defaultMeaning(): Omit<Meaning, "embedder"> {
  return { vectors: createMemoryCodeVectors(), batchSize: 64, maxChunks: 5000 };
}

/**
 * Embeds what has no vector yet. A model or a store that fails is told and costs the vectors, not the answer.
 * @returns what finds chunks near a text, or undefined when it cannot be asked
 * @throws the signal's reason
 */
export async function openMeaning(
  request: EmbedRequest,
  onProgress: (event: MeaningEvent) => void,
): Promise<((text: string) => Promise<NearChunks | undefined>) | undefined> {
  const fail = (error: unknown) => {
    onProgress({ kind: "not_embedded", reason: messageOf(error) });
    return undefined;
  };
  try {
    onProgress({ kind: "embedded", ...(await embedChunks(request)) });
  } catch (error) {
    request.signal?.throwIfAborted();
    return fail(error);
  }
  return (text) => findNearChunks(request.snapshot, request.meaning, text).catch(fail);
}
