import trained from "../weights.json" with { type: "json" };
import type { FeatureName } from "./features.ts";

/** What each feature counts. */
export type Weights = Readonly<Partial<Record<FeatureName, number>>>;

/** Trained by `pnpm --filter bench retrieval:train` from issues whose fixes are known, with and without history. */
export const weights: { readonly withHistory: Weights; readonly withoutHistory: Weights } = trained;
