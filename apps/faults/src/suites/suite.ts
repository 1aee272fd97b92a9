import type { Cluster } from "../cluster/start-cluster.ts";
import type { Baseline } from "../crash-points/baseline.ts";

/** How much is done. */
export interface Effort {
  /** False: what CI has time for. */
  readonly full: boolean;
  /** Everything that is drawn is drawn from it. */
  readonly seed: number;
  /** Only these cases, to replay one that failed. Undefined: all. */
  readonly only: readonly number[] | undefined;
  /** Cases at once. */
  readonly atOnce: number;
}

/** What one case showed. */
export interface Verdict {
  /** A sentence. */
  readonly name: string;
  /** What was broken; empty when nothing was. */
  readonly violations: readonly string[];
  /** What replays it, where something was broken. */
  readonly replay: string;
}

/** What a suite showed. */
export interface SuiteReport {
  readonly verdicts: readonly Verdict[];
  /** Figures for whoever reads the results. */
  readonly figures: Readonly<Record<string, unknown>>;
  /** Lines for the terminal. */
  readonly summary: readonly string[];
}

/** What suites get. */
export interface SuiteStage {
  readonly effort: Effort;
  /** Folder of Postgres' programs. */
  readonly programs: string;
  /** A server that is never killed, with a migrated database to copy. */
  readonly cluster: Cluster;
  readonly template: string;
  /** One line for whoever waits. */
  say(line: string): void;
  /** Driven once for all suites. */
  readonly baseline: () => Promise<Baseline>;
}

/** One of the proofs. */
export interface Suite {
  readonly name: string;
  run(stage: SuiteStage): Promise<SuiteReport>;
}
