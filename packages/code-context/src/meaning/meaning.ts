import type { CodeVectors, Embedder } from "@osorganicai/core";

/** How code is found by what it means, beside its words. */
export interface MeaningOptions {
  readonly embedder: Embedder;
  /** Where vectors are kept, by the name of this model. @default memory, for this one index */
  readonly vectors?: CodeVectors;
  /** Chunks that are embedded at once. @default 64 */
  readonly batchSize?: number;
  /** Chunks that are embedded each time a repository is indexed; what is beyond has no vector until the next time. @default 5000 */
  readonly maxChunks?: number;
}

/** All of it, chosen. */
export type Meaning = Required<MeaningOptions>;
