import type { ClarifyingQuestion, Contract, CriterionTests, OutcomeKind } from "@osorganicai/core";
import type { LocalBase } from "./local-repository.ts";

/** What a run came to: what `--json` prints. */
export interface RunResult {
  /** `proposed`: there is a branch. `asked`: there are questions. Anything else: there is no branch, and a reason. */
  readonly outcome: OutcomeKind;
  readonly reason: string;
  readonly repository: string;
  readonly base: LocalBase;
  readonly questions?: readonly ClarifyingQuestion[];
  readonly contract?: Contract;
  readonly change?: ProposedChange;
  readonly proof?: RunProof;
  readonly cost: RunCost;
}

/** The branch. */
export interface ProposedChange {
  readonly branch: string;
  /** 40 hex digits. */
  readonly commit: string;
  /** As `git diff --stat` prints it. */
  readonly diffstat: string;
  /** What the pull request would say, as Markdown. */
  readonly description: string;
}

/** Why the change does what it should. */
export interface RunProof {
  readonly summary: string;
  readonly criteria: readonly CriterionTests[];
  /** With the change: green. */
  readonly checks: readonly CheckResult[];
  /** On the base commit with only the changed tests: red. */
  readonly testsOnBase: readonly CheckResult[];
  /** Tests that were there and had to change. */
  readonly changedTests: readonly string[];
}

/** One check as it ran. */
export interface CheckResult {
  readonly command: string;
  readonly exitCode: number;
  readonly durationMs: number;
}

/** What the models were paid. */
export interface RunCost {
  readonly calls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** US dollars, of the calls whose price is known. */
  readonly usd: number;
  /** Calls whose price is not known. */
  readonly unpriced: number;
  /** `provider:model`. */
  readonly models: readonly string[];
}
