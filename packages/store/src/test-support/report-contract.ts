import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { createSupabaseStore } from "../create-supabase-store.ts";
import { samplePing } from "./sample-ping.ts";
import type { SupabaseCase } from "./supabase-contract.ts";

/** What the report says, on every Supabase. */
export const reportContract: readonly SupabaseCase[] = [
  {
    name: "counts effects that are open, and model calls whose price nobody knows",
    async check({ client }) {
      const { effects, modelCalls, report } = createSupabaseStore({ client });
      const before = await report.summary();
      const [runId, subject] = [randomUUID(), "acme/shop#1"];
      const intent = { kind: "comment", runId, subject, parameterHash: "h" };
      for (const id of [randomUUID(), randomUUID()]) await effects.begin({ ...intent, id });
      const settled = randomUUID();
      await effects.begin({ ...intent, id: settled });
      await effects.settle(settled, 1);
      const call = { purpose: "p", model: "m", inputTokens: 1, outputTokens: 1, durationMs: 1 };
      const digests = { promptSha256: "p", answerSha256: "a" };
      await modelCalls.record({ runId, step: "1", ...call, ...digests, costUsd: undefined });
      await modelCalls.record({ runId, step: "2", ...call, ...digests, costUsd: 1 });
      const after = await report.summary();
      assert.equal(after.effects.open - before.effects.open, 2);
      assert.equal(after.effects.settled - before.effects.settled, 1);
      assert.equal(after.modelCalls.unpriced - before.modelCalls.unpriced, 1);
    },
  },
  {
    name: "sums everything up",
    async check({ client }) {
      const { deliveries, report } = createSupabaseStore({ client });
      const before = await report.summary();
      const delivery = samplePing();
      await deliveries.record(delivery);
      await deliveries.settle(delivery.id, "ignored", "no route");
      const after = await report.summary();
      assert.deepEqual(after, {
        ...before,
        deliveries: { ...before.deliveries, ignored: (before.deliveries.ignored ?? 0) + 1 },
      });
      const last = (await report.deliveries({ limit: 1 }))[0];
      assert.equal(last?.id, delivery.id);
      assert.ok(last.settledAt && last.settledAt >= last.receivedAt);
    },
  },
];
