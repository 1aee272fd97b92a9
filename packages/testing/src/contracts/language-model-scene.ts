import {
  type LanguageModel,
  type ModelCallLog,
  type ModelCallRecord,
  OSOrganicError,
} from "@osorganicai/core";
import type { ModelScript } from "../model-double/model-script.ts";
import type { ModelRequest } from "../model-double/open-journal.ts";
import { type ModelDouble, startModelDouble } from "../model-double/start-model-double.ts";
import { createTestRun, type TestRun } from "../test-run.ts";

/** What the contract of `LanguageModel` is checked on: makes a model that asks `double` and records into `calls`. */
export type LanguageModelSubject = (options: {
  readonly double: ModelDouble;
  readonly calls: ModelCallLog;
}) => LanguageModel;

/** One model, one script, one run, and what they left behind. */
export interface LanguageModelScene {
  readonly llm: LanguageModel;
  readonly run: TestRun;
  /** What was recorded as paid. */
  readonly records: readonly ModelCallRecord[];
  /** What reached the provider. */
  readonly requests: () => Promise<readonly ModelRequest[]>;
}

/** Plays one scene of the contract and clears the stage. Failing steps are not retried unless `maxAttempts` says so. */
export async function playScene(
  createModel: LanguageModelSubject,
  {
    script,
    maxAttempts = 1,
    failedRecords = 0,
  }: {
    readonly script: ModelScript;
    readonly maxAttempts?: number;
    /** How many times the first recording fails. */
    readonly failedRecords?: number;
  },
  play: (scene: LanguageModelScene) => Promise<void>,
): Promise<void> {
  const double = await startModelDouble({ script });
  const records: ModelCallRecord[] = [];
  try {
    const llm = createModel({ double, calls: recordInto(records, failedRecords) });
    await play({ llm, run: createTestRun({ maxAttempts }), records, requests: () => double.journal() });
  } finally {
    await double.stop();
  }
}

/** Idempotent on run and step, as the port says. */
function recordInto(records: ModelCallRecord[], failures: number): ModelCallLog {
  let left = failures;
  return {
    async record(call) {
      left -= 1;
      if (left >= 0) throw new OSOrganicError("store_unavailable", "The database did not answer.");
      const isKnown = records.some(({ runId, step }) => runId === call.runId && step === call.step);
      if (!isKnown) records.push(call);
    },
  };
}
