import trained from "../weights.json" with { type: "json" };
import type { ScorePart } from "./features.ts";

/** What each feature counts; one that is missing counts nothing. */
export type Weights = Readonly<Partial<Record<ScorePart, number>>>;

/** Weights for repositories whose history is known, and for those without. */
export interface TrainedWeights {
  readonly withHistory: Weights;
  readonly withoutHistory: Weights;
}

/** Trained by `pnpm --filter bench retrieval:train`, from texts whose fixes are known. */
export const trainedWeights: TrainedWeights = trained;
