/** What a ranking is made of, in the order of the weights. */
export const featureNames = [
  "file",
  "chunkBest",
  "chunkTop",
  "chunkBestPlace",
  "chunkTopPlace",
  "title",
  "titleChunk",
  "path",
  "definition",
  "stem",
  "mention",
  "phrase",
  "titleDefinition",
  "nearPath",
  "history",
  "historyStrength",
  "togetherChanged",
  "uses",
  "usedBy",
  "folder",
  "barrel",
  "size",
] as const;

/** The name of one feature. */
export type FeatureName = (typeof featureNames)[number];

/** Whatever may add to a score: the features that are always there, and nearness by vectors, which only an embedder tells. */
export type ScorePart = FeatureName | "meaning";

/** One number per source file, mostly between 0 and 1. */
export type FeatureColumns = Readonly<Record<FeatureName, Float32Array>>;
