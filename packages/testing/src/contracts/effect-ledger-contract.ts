import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { type EffectIntent, type EffectLedger, isOSOrganicError } from "@osorganicai/core";
import type { ContractCase } from "./contract-case.ts";

/** What every {@link EffectLedger} must do. Cases may share one database. */
export const effectLedgerContract: readonly ContractCase<EffectLedger>[] = [
  {
    name: "finds an effect unsettled until it is settled, and then its result",
    async check(ledger) {
      const intent = sampleIntent();
      assert.deepEqual(await ledger.begin(intent), { settled: false });
      assert.deepEqual(await ledger.begin(intent), { settled: false });
      await ledger.settle(intent.id, { commentId: 12, url: "https://example.test/1" });
      assert.deepEqual(await ledger.begin(intent), {
        settled: true,
        result: { commentId: 12, url: "https://example.test/1" },
      });
    },
  },
  {
    name: "keeps the first result when an effect is settled again",
    async check(ledger) {
      const intent = sampleIntent();
      await ledger.begin(intent);
      await ledger.settle(intent.id, "first");
      await ledger.settle(intent.id, "second");
      assert.deepEqual(await ledger.begin(intent), { settled: true, result: "first" });
    },
  },
  {
    name: "gives back every result that JSON knows, and undefined",
    async check(ledger) {
      for (const result of [
        undefined,
        null,
        false,
        0,
        "",
        "text",
        "NUL \u0000",
        [1, { a: null }],
        { value: 1 },
      ]) {
        const intent = sampleIntent();
        await ledger.begin(intent);
        await ledger.settle(intent.id, result);
        assert.deepEqual(await ledger.begin(intent), { settled: true, result });
      }
    },
  },
  {
    name: "gives another run that wants the same effect the same result",
    async check(ledger) {
      const intent = sampleIntent();
      await ledger.begin(intent);
      await ledger.settle(intent.id, 1);
      assert.deepEqual(await ledger.begin({ ...intent, runId: "another-run" }), { settled: true, result: 1 });
    },
  },
  {
    name: "refuses the same id with other parameters",
    async check(ledger) {
      const intent = sampleIntent();
      await ledger.begin(intent);
      await assert.rejects(ledger.begin({ ...intent, parameterHash: "b".repeat(64) }), isConflict);
    },
  },
  {
    name: "refuses to settle what nobody began",
    check: (ledger) => assert.rejects(ledger.settle(`never-begun-${randomUUID()}`, 1), isConflict),
  },
];

function sampleIntent(): EffectIntent {
  return {
    id: `comment:${randomUUID()}`,
    kind: "comment",
    runId: `${randomUUID()}@acme/shop#7`,
    subject: "acme/shop#7",
    parameterHash: "a".repeat(64),
  };
}

function isConflict(error: unknown): boolean {
  return isOSOrganicError(error) && error.code === "store_conflict";
}
