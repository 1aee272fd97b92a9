import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { ModelCallLog, ModelCallRecord } from "@osorganicai/core";
import type { ContractCase } from "./contract-case.ts";

/** What the suite needs to see of an adapter. */
export interface ModelCallLogSubject {
  readonly log: ModelCallLog;
  /** Everything recorded for a run, oldest first. */
  callsOf(runId: string): Promise<readonly ModelCallRecord[]>;
}

/** What every {@link ModelCallLog} must do. Cases may share one database. */
export const modelCallLogContract: readonly ContractCase<ModelCallLogSubject>[] = [
  {
    name: "keeps what was recorded, tokens and cost to the last digit",
    async check({ log, callsOf }) {
      const call = sampleCall();
      await log.record(call);
      assert.deepEqual(await callsOf(call.runId), [call]);
    },
  },
  {
    name: "keeps a call whose price is not known apart from one that was free",
    async check({ log, callsOf }) {
      const runId = randomUUID();
      await log.record({ ...sampleCall(), runId, step: "1", costUsd: undefined });
      await log.record({ ...sampleCall(), runId, step: "2", costUsd: 0 });
      assert.deepEqual(
        (await callsOf(runId)).map(({ costUsd }) => costUsd),
        [undefined, 0],
      );
    },
  },
  {
    name: "counts a call once, however often its step is repeated",
    async check({ log, callsOf }) {
      const call = sampleCall();
      await log.record(call);
      await log.record({ ...call, inputTokens: 999 });
      assert.deepEqual(await callsOf(call.runId), [call]);
    },
  },
];

function sampleCall(): ModelCallRecord {
  return {
    runId: randomUUID(),
    step: "llm:product_owner.analyze_issue:1",
    purpose: "product_owner.analyze_issue",
    model: "anthropic:claude-sonnet-4-5",
    inputTokens: 1234,
    outputTokens: 56,
    costUsd: 0.00454,
    durationMs: 812,
    promptSha256: "a".repeat(64),
    answerSha256: "b".repeat(64),
  };
}
