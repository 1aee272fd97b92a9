import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { createDelivery } from "@osorganicai/core";
import { createSupabaseStore } from "../create-supabase-store.ts";
import type { SupabaseCase } from "./supabase-contract.ts";

/** What a sweep relies on, on every Supabase. */
export const sweepContract: readonly SupabaseCase[] = [
  {
    name: "gives the turn to sweep to one at a time, and remembers how far it came",
    async check({ client }) {
      const { sweeps } = createSupabaseStore({ client });
      const source = `app-${randomUUID()}`;
      assert.deepEqual(await sweeps.claim(source, "a", 60), {});
      assert.equal(await sweeps.claim(source, "b", 60), undefined);
      const progress = { completeUntil: "2026-06-10T12:00:00.000Z" };
      assert.equal(await sweeps.save({ source, claimant: "b", seconds: 60 }, progress), false);
      assert.deepEqual(await sweeps.claim(source, "a", 60), {});
      assert.equal(await sweeps.save({ source, claimant: "a", seconds: 0 }, progress), true);
      assert.deepEqual(await sweeps.claim(source, "b", 60), progress);
      assert.equal(await sweeps.save({ source, claimant: "a", seconds: 60 }, {}), false);
    },
  },
  {
    name: "knows a thing by what a stored delivery says of it, whatever its id",
    async check({ client }) {
      const { deliveries } = createSupabaseStore({ client });
      const id = Math.floor(Math.random() * 2 ** 40);
      const body = JSON.stringify({ action: "created", comment: { id } });
      const thing = { event: "issue_comment", action: "created", field: "comment", id };
      const since = new Date(Date.now() - 60_000);
      assert.equal(await deliveries.knows(thing, since), false);
      await deliveries.record(
        createDelivery({ id: randomUUID(), event: "issue_comment" }, new TextEncoder().encode(body)),
      );
      assert.equal(await deliveries.knows(thing, since), true);
      assert.equal(await deliveries.knows({ ...thing, action: "edited" }, since), false);
      assert.equal(await deliveries.knows({ ...thing, id: id + 1 }, since), false);
      assert.equal(await deliveries.knows(thing, new Date(Date.now() + 60_000)), false);
    },
  },
];
