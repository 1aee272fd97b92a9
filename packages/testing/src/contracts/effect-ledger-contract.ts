import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { type EffectClaim, type EffectIntent, type EffectLedger, isOSOrganicError } from "@osorganicai/core";
import type { ContractCase } from "./contract-case.ts";

/** What every {@link EffectLedger} must do. Cases may share one database. */
export const effectLedgerContract: readonly ContractCase<EffectLedger>[] = [
  {
    name: "lets an effect be claimed until it is settled, and then tells its result",
    async check(ledger) {
      const intent = sampleIntent();
      assert.equal((await claimed(ledger, intent)).attempt, 1);
      assert.equal((await claimed(ledger, intent)).attempt, 2);
      await ledger.settle(intent.id, { commentId: 12, url: "https://example.test/1" });
      assert.deepEqual(await ledger.begin(intent), {
        state: "settled",
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
      assert.deepEqual(await ledger.begin(intent), { state: "settled", result: "first" });
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
        assert.deepEqual(await ledger.begin(intent), { state: "settled", result });
      }
    },
  },
  {
    name: "gives another run that wants the same effect the same result",
    async check(ledger) {
      const intent = sampleIntent();
      await ledger.begin(intent);
      await ledger.settle(intent.id, 1);
      const other = { ...intent, runId: "another-run" };
      assert.deepEqual(await ledger.begin(other), { state: "settled", result: 1 });
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
  {
    name: "lets nobody claim what is being written",
    async check(ledger) {
      const intent = sampleIntent();
      const { attempt } = await claimed(ledger, intent);
      assert.equal(await ledger.hold(intent.id, attempt, 60_000), true);
      const busy = await ledger.begin(intent);
      assert.ok(busy.state === "busy" && busy.forMs > 50_000 && busy.forMs <= 60_000, JSON.stringify(busy));
      await ledger.settle(intent.id, 1);
      assert.deepEqual(await ledger.begin(intent), { state: "settled", result: 1 });
    },
  },
  {
    name: "lets only the last one who claimed an effect write it",
    async check(ledger) {
      const intent = sampleIntent();
      const stale = await claimed(ledger, intent);
      const { attempt } = await claimed(ledger, intent);
      assert.equal(await ledger.hold(intent.id, stale.attempt, 1000), false);
      assert.equal(await ledger.hold(intent.id, attempt, 1000), true);
      await ledger.settle(intent.id, 1);
      assert.equal(await ledger.hold(intent.id, attempt, 1000), false);
      assert.equal(await ledger.hold(`never-begun-${randomUUID()}`, 1, 1000), false);
    },
  },
  {
    name: "lets exactly one of many who want to write at once do so",
    async check(ledger) {
      const intent = sampleIntent();
      const held = await Promise.all(
        Array.from({ length: 8 }, async () => {
          const claim = await ledger.begin(intent);
          return claim.state === "claimed" && ledger.hold(intent.id, claim.attempt, 60_000);
        }),
      );
      assert.equal(held.filter(Boolean).length, 1);
    },
  },
  {
    name: "tells the next one that a write may have been sent, unless it certainly was not",
    async check(ledger) {
      const intent = sampleIntent();
      const first = await claimed(ledger, intent);
      assert.equal(first.sentMsAgo, undefined);
      await ledger.hold(intent.id, first.attempt, 1);
      const second = await claimedSoon(ledger, intent);
      assert.ok((second.sentMsAgo ?? -1) >= 0);
      await ledger.hold(intent.id, second.attempt, 60_000);
      await ledger.hold(intent.id, second.attempt, 0); // nobody waits any more, and nobody knows more
      const third = await claimed(ledger, intent);
      assert.ok((third.sentMsAgo ?? -1) >= 0);
      await ledger.hold(intent.id, third.attempt, 60_000);
      await ledger.release(intent.id, second.attempt); // too late: it is somebody else's
      assert.equal((await ledger.begin(intent)).state, "busy");
      await ledger.release(intent.id, third.attempt);
      assert.equal((await claimed(ledger, intent)).sentMsAgo, undefined);
    },
  },
  {
    name: "tells what the last settled effect on the same target came to, and since when there are any",
    async check(ledger) {
      const target = `acme/shop#7:comment:${randomUUID()}`;
      const intents = [1, 2, 3].map(() => ({ ...sampleIntent(), target }));
      const [one, two, three] = intents as [EffectIntent, EffectIntent, EffectIntent];
      const { earlier, targetSince } = await claimed(ledger, one);
      assert.equal(earlier, undefined);
      await ledger.settle(one.id, { id: 1 });
      assert.deepEqual((await claimed(ledger, two)).earlier, { id: 1 });
      await ledger.settle(two.id, { id: 2 });
      const last = await claimed(ledger, three);
      assert.deepEqual(last.earlier, { id: 2 });
      assert.equal(last.targetSince.getTime(), targetSince.getTime());
      assert.equal((await claimed(ledger, sampleIntent())).earlier, undefined);
    },
  },
  {
    name: "has one key, always the same",
    async check(ledger) {
      const keys = await Promise.all([ledger.markerKey(), ledger.markerKey(), ledger.markerKey()]);
      assert.ok(keys[0].length >= 16);
      assert.equal(new Set(keys).size, 1);
    },
  },
];

type Claimed = Extract<EffectClaim, { readonly state: "claimed" }>;

async function claimed(ledger: EffectLedger, intent: EffectIntent): Promise<Claimed> {
  const claim = await ledger.begin(intent);
  assert.ok(claim.state === "claimed", `It is ${claim.state}.`);
  return claim;
}

/** As soon as nobody holds it any more. */
async function claimedSoon(ledger: EffectLedger, intent: EffectIntent): Promise<Claimed> {
  for (;;) {
    const claim = await ledger.begin(intent);
    if (claim.state === "claimed") return claim;
    assert.equal(claim.state, "busy");
  }
}

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
