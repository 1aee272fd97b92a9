import type { CodeCandidate } from "../ports/code-context.ts";
import type { RankAnswer } from "./rank-code-call.ts";

/**
 * Pure: paths in the order of an answer. What is no number of a candidate, or comes twice, is passed over; candidates that the
 * answer leaves out follow as they were. An answer without any has no order, and all is as it was.
 */
export function orderCandidates(
  candidates: readonly CodeCandidate[],
  { order }: RankAnswer,
): readonly string[] {
  const paths = candidates.map(({ path }) => path);
  const named = order.flatMap((number) => paths[number - 1] ?? []);
  return named.length === 0 ? [] : [...new Set([...named, ...paths])];
}
