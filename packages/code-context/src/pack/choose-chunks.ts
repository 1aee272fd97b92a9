/** A chunk that may be shown. */
export interface Candidate {
  readonly file: number;
  readonly startLine: number;
  readonly endLine: number;
  /** How well it answers; comparable with any other chunk. */
  readonly score: number;
  /** Tokens that it takes. */
  readonly cost: number;
}

/** What to choose from. */
export interface Choice {
  readonly candidates: readonly Candidate[];
  /** The score of each file. */
  readonly fileScores: ReadonlyMap<number, number>;
  readonly budget: number;
}

/** A chunk that has nothing of the text may still be what has to change. */
const BASE = 0.1;
const SHARPNESS = 2;
/** What the first chunk of a file is worth beside what is in it: somebody who sees a file can open it. */
const COVERAGE = 0.5;
/** Below 1: of two chunks that are worth the same per token, the longer one. */
const COST_SHARE = 0.7;

/**
 * Pure: chunks worth their tokens, the most valuable first. Scores of files are logarithms of how likely they are concerned,
 * because that is what the weights were trained for; a chunk has its share of its file.
 */
export function chooseChunks({ candidates, fileScores, budget }: Choice): readonly Candidate[] {
  const left = valueChunks(candidates, fileScores);
  const seen = new Set<number>();
  const chosen: Candidate[] = [];
  let room = budget;
  for (;;) {
    let best: Valued | undefined;
    let bestDensity = 0;
    for (const valued of left) {
      if (valued.candidate.cost > room) continue;
      const gain = valued.value + (seen.has(valued.candidate.file) ? 0 : COVERAGE * valued.likelihood);
      const density = gain / valued.candidate.cost ** COST_SHARE;
      if (density > bestDensity) [best, bestDensity] = [valued, density];
    }
    if (!best) return chosen;
    left.delete(best);
    seen.add(best.candidate.file);
    chosen.push(best.candidate);
    room -= best.candidate.cost;
  }
}

interface Valued {
  readonly candidate: Candidate;
  readonly likelihood: number;
  readonly value: number;
}

function valueChunks(candidates: readonly Candidate[], fileScores: ReadonlyMap<number, number>): Set<Valued> {
  const best = Math.max(...fileScores.values());
  const valued = new Set<Valued>();
  for (const [file, chunks] of Map.groupBy(candidates, (candidate) => candidate.file)) {
    const likelihood = Math.exp((fileScores.get(file) ?? -Infinity) - best);
    const top = Math.max(1e-9, ...chunks.map(({ score }) => score));
    const shares = chunks.map(({ score }) => (score / top + BASE) ** SHARPNESS);
    const all = shares.reduce((sum, share) => sum + share, 0);
    for (const [index, candidate] of chunks.entries())
      valued.add({ candidate, likelihood, value: (likelihood * (shares[index] ?? 0)) / all });
  }
  return valued;
}
