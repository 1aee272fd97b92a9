import { createRandom } from "../../random.ts";
import { budgets, type Judgement } from "../judge-answer.ts";
import type { PackingScores } from "../packing/judge-packing.ts";
import type { Outcome } from "../run-tasks.ts";
import { bootstrap, type Estimate, pairedBootstrap } from "./bootstrap.ts";
import { type RankingScores, rankingMetrics } from "./score-ranking.ts";
import { makeSlices } from "./slices.ts";

type Estimates = Readonly<Record<keyof RankingScores, Estimate>>;

/** How good one contender is. */
export interface Summary {
  readonly contender: string;
  readonly slices: readonly { readonly name: string; readonly tasks: number; readonly scores: Estimates }[];
  readonly packing: readonly PackingSummary[];
}

interface PackingSummary {
  readonly budgetTokens: number;
  readonly tasks: number;
  readonly scores: Readonly<Record<keyof PackingScores, Estimate>>;
}

/** How much better one is than another, on the same tasks. */
export interface Difference {
  readonly ours: string;
  readonly theirs: string;
  readonly scores: Estimates;
}

export function summarise(outcomes: readonly Outcome[], contender: string): Summary {
  const slices = makeSlices(outcomes).map(({ name, has }) => {
    const own = outcomes.filter(has).map((outcome) => judgementOf(outcome, contender).scores);
    const scores = estimate(rankingMetrics, (metric) =>
      bootstrap(
        own.map((one) => one[metric]),
        createRandom(1),
      ),
    );
    return { name, tasks: own.length, scores };
  });
  return { contender, slices, packing: summarisePacking(outcomes, contender) };
}

export function compare(outcomes: readonly Outcome[], ours: string, theirs: string): Difference {
  const valuesOf = (contender: string, metric: keyof RankingScores) =>
    outcomes.map((outcome) => judgementOf(outcome, contender).scores[metric]);
  const scores = estimate(rankingMetrics, (metric) =>
    pairedBootstrap(valuesOf(ours, metric), valuesOf(theirs, metric), createRandom(1)),
  );
  return { ours, theirs, scores };
}

function summarisePacking(outcomes: readonly Outcome[], contender: string): readonly PackingSummary[] {
  const packed = outcomes
    .map((outcome) => judgementOf(outcome, contender).packing)
    .filter((packing) => packing.length > 0);
  if (packed.length === 0) return [];
  return budgets.map((budgetTokens, index) => {
    const own = packed.flatMap((packing) => packing[index] ?? []);
    const scores = estimate(["hunks", "lines", "files"], (measure) =>
      bootstrap(
        own.map((one) => one[measure]),
        createRandom(1),
      ),
    );
    return { budgetTokens, tasks: own.length, scores };
  });
}

function judgementOf({ task, judgements }: Outcome, contender: string): Judgement {
  const judgement = judgements.get(contender);
  if (judgement === undefined) throw new Error(`${contender} was not asked about ${task.id}.`);
  return judgement;
}

function estimate<Name extends string>(
  names: readonly Name[],
  make: (name: Name) => Estimate,
): Readonly<Record<Name, Estimate>> {
  return Object.fromEntries(names.map((name) => [name, make(name)])) as Record<Name, Estimate>;
}
