/** An edge to a node, by its number; of a node's rank, each of its edges passes on its share of the weights. */
export interface Edge {
  readonly to: number;
  readonly weight: number;
}

/** How much of its rank a node passes on; the rest goes to where walks begin. */
const DAMPING = 0.85;
const MAX_ROUNDS = 100;
const TOLERANCE = 1e-6;

/**
 * Personalised PageRank.
 * @param edges of each node
 * @param starts how often a walk begins at each node; nowhere in particular when all are 0
 * @returns the rank of each node; together 1
 */
export function pageRank(edges: readonly (readonly Edge[])[], starts: readonly number[]): readonly number[] {
  const begin = toShares(starts);
  const weights = edges.map((own) => own.reduce((sum, { weight }) => sum + weight, 0));
  let ranks = begin;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    // What a node without edges would pass on starts a new walk.
    const lost = ranks.reduce((sum, rank, node) => sum + (weights[node] === 0 ? rank : 0), 0);
    const next = begin.map((share) => share * (1 - DAMPING + DAMPING * lost));
    for (const [node, own] of edges.entries()) {
      const passed = (DAMPING * (ranks[node] ?? 0)) / (weights[node] || 1);
      for (const { to, weight } of own) next[to] = (next[to] ?? 0) + passed * weight;
    }
    const change = next.reduce((sum, rank, node) => sum + Math.abs(rank - (ranks[node] ?? 0)), 0);
    ranks = next;
    if (change < TOLERANCE * ranks.length) break;
  }
  return ranks;
}

function toShares(starts: readonly number[]): readonly number[] {
  const total = starts.reduce((sum, start) => sum + start, 0);
  return starts.map((start) => (total === 0 ? 1 / starts.length : start / total));
}
