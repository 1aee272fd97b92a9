import type { Estimate } from "../metrics/bootstrap.ts";
import { rankingMetrics } from "../metrics/score-ranking.ts";
import type { Difference, Summary } from "../metrics/summarise.ts";
import { formatTable } from "./format-table.ts";

/** What a run found. */
export interface RetrievalResult {
  readonly summaries: readonly Summary[];
  readonly differences: readonly Difference[];
}

const headings = ["hit@1", "R@5", "R@10", "R@20", "MRR", "nDCG@10"];

/** Four tables: everybody on all tasks, R@5 / R@10 of each slice, what is packed, and paired differences. */
export function describeResult({ summaries, differences }: RetrievalResult): string {
  const tables = [describeOverall(summaries), describeSlices(summaries)];
  if (summaries.some(({ packing }) => packing.length > 0)) tables.push(describePacking(summaries));
  if (differences.length > 0) tables.push(describeDifferences(differences));
  return tables.join("\n");
}

function describeOverall(summaries: readonly Summary[]): string {
  const rows = summaries.map(({ contender, slices }) => {
    const all = slices[0]?.scores;
    return [
      contender,
      ...rankingMetrics.map((metric) => (all === undefined ? "" : withInterval(all[metric]))),
    ];
  });
  return formatTable([[`${summaries[0]?.slices[0]?.tasks ?? 0} tasks`, ...headings], ...rows]);
}

function describeSlices(summaries: readonly Summary[]): string {
  const rows = (summaries[0]?.slices ?? []).map(({ name, tasks }, index) => [
    `${name} (${tasks})`,
    ...summaries.map(({ slices }) => {
      const scores = slices[index]?.scores;
      return scores === undefined ? "" : `${percent(scores.r5.mean)} / ${percent(scores.r10.mean)}`;
    }),
  ]);
  return formatTable([["R@5 / R@10", ...summaries.map(({ contender }) => contender)], ...rows]);
}

function describePacking(summaries: readonly Summary[]): string {
  const packing = summaries.filter((summary) => summary.packing.length > 0);
  const budgets = packing[0]?.packing.map(({ budgetTokens }) => `${budgetTokens} tokens`) ?? [];
  const rows = packing.map((summary) => [
    summary.contender,
    ...summary.packing.map(({ scores }) =>
      [scores.hunks, scores.lines, scores.files].map(({ mean }) => percent(mean)).join(" / "),
    ),
  ]);
  return formatTable([["changed places / lines / files shown", ...budgets], ...rows]);
}

function describeDifferences(differences: readonly Difference[]): string {
  const rows = differences.map(({ ours, theirs, scores }) => [
    `${ours} − ${theirs}`,
    ...rankingMetrics.map((metric) => withInterval(scores[metric])),
  ]);
  return formatTable([["paired difference", ...headings], ...rows]);
}

function withInterval({ mean, low, high }: Estimate): string {
  return `${percent(mean)} [${percent(low)}, ${percent(high)}]`;
}

function percent(share: number): string {
  return (share * 100).toFixed(1);
}
