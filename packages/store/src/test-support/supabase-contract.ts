import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { createDelivery, type ExclusiveDatabase, isOSOrganicError } from "@osorganicai/core";
import type { SupabaseClient } from "@supabase/supabase-js";
import { createSupabaseStore } from "../create-supabase-store.ts";
import { withSession } from "../with-session.ts";
import { openDoors } from "./open-doors.ts";
import type { EnqueuedRun } from "./record-runs.ts";
import { samplePing } from "./sample-ping.ts";

/** A Supabase of whatever kind, migrated, whose enqueued runs are written down. */
export interface SupabaseSubject {
  readonly client: SupabaseClient;
  readonly anonymous: SupabaseClient;
  readonly database: ExclusiveDatabase;
  enqueuedRuns(): Promise<readonly EnqueuedRun[]>;
}

/** One promise of our SQL. */
export interface SupabaseCase {
  readonly name: string;
  check(subject: SupabaseSubject): Promise<void>;
}

/** What our SQL must do on every Supabase, beyond core's contracts. */
export const supabaseContract: readonly SupabaseCase[] = [
  {
    name: "has row level security on every table and nothing for anonymous users",
    async check({ client, database }) {
      // A first request, because it might make the server grant something.
      await client.from("deliveries").select("id").limit(1);
      const { rows } = await withSession(database, (session) => session.query(openDoors));
      assert.deepEqual(rows, []);
    },
  },
  {
    name: "shows anonymous users no table and no function",
    async check({ anonymous }) {
      for (const table of ["conversations", "agent_actions", "deliveries", "effects", "llm_calls"]) {
        const { data, error } = await anonymous.from(table).select("*");
        assert.equal(data, null);
        assert.equal(error?.code, "42501", table);
      }
      assert.equal((await anonymous.rpc("store_summary")).error?.code, "42501");
      const { error } = await anonymous.from("llm_calls").insert({ run_id: "x", step: "y" });
      assert.equal(error?.code, "42501");
    },
  },
  {
    name: "does not mix up who asks, in 120 requests of both kinds at once",
    async check({ client, anonymous }) {
      const row = { kind: "comment", run_id: "r", subject: "s", parameter_hash: "h" };
      const insertAs = (who: SupabaseClient, id: string) => who.from("effects").insert({ ...row, id });
      const mark = randomUUID();
      const answers = await Promise.all(
        Array.from({ length: 60 }, (_, n) => [
          insertAs(anonymous, `${mark}:anonymous:${n}`),
          insertAs(client, `${mark}:server:${n}`),
        ]).flat(),
      );
      assert.equal(answers.filter(({ error }) => error?.code === "42501").length, 60);
      const { data } = await client.from("effects").select("id").like("id", `${mark}:%`);
      assert.equal(data?.filter(({ id }) => String(id).includes(":anonymous:")).length, 0);
      assert.equal(data?.length, 60);
    },
  },
  {
    name: "does not let even the server rewrite what agents did",
    async check({ client, database }) {
      const { actions } = createSupabaseStore({ client });
      const action = { runId: randomUUID(), sequence: 1, conversationId: undefined };
      await actions.append({ ...action, agentType: "developer", actionType: "started", payload: {} });
      const change = await client
        .from("agent_actions")
        .update({ agent_type: "x" })
        .eq("run_id", action.runId);
      assert.equal(change.error?.code, "42501");
      for (const sql of [
        "update public.agent_actions set agent_type = 'x'",
        "delete from public.agent_actions",
        "truncate public.agent_actions",
      ])
        await assert.rejects(
          withSession(database, (session) => session.execute(sql)),
          /append-only/,
        );
    },
  },
  {
    name: "stores no delivery whose run cannot be enqueued",
    async check({ client, database }) {
      const { deliveries } = createSupabaseStore({ client });
      const delivery = samplePing();
      const rename = (from: string, to: string) =>
        withSession(database, (session) =>
          session.execute(`alter function public.${from}(text, text) rename to ${to}`),
        );
      await rename("enqueue_run", "away");
      try {
        await assert.rejects(deliveries.record(delivery), isRefused);
        assert.deepEqual([...(await deliveries.known([delivery.id]))], []);
      } finally {
        await rename("away", "enqueue_run");
      }
      assert.equal(await deliveries.record(delivery), "recorded");
    },
  },
  {
    name: "gives the dead run of a redelivered delivery another chance, and no other one",
    async check({ client, database }) {
      const { deliveries } = createSupabaseStore({ client });
      const [dead, alive] = [samplePing(), samplePing()];
      for (const delivery of [dead, alive]) assert.equal(await deliveries.record(delivery), "recorded");
      assert.equal(await deliveries.record(dead), "duplicate", "before an engine knows dead runs");
      await deliveries.moveTo(dead.id, "acme/shop#1");
      const isDead = `$1 = '${dead.id}' and $2 = 'acme/shop#1'`;
      const change = (sql: string) => withSession(database, (session) => session.execute(sql));
      await change(
        `create function public.revive_run(delivery_id text, subject text) returns boolean
         language sql security definer set search_path = '' as $$ select ${isDead} $$;
         revoke execute on function public.revive_run(text, text) from public, anon, authenticated, service_role`,
      );
      try {
        assert.equal(await deliveries.record(dead), "revived");
        assert.equal(await deliveries.record({ ...dead, id: randomUUID() }), "duplicate");
        assert.equal(await deliveries.record({ ...dead, bodySha256: "0".repeat(64) }), "conflict");
        assert.equal(await deliveries.record(alive), "duplicate");
      } finally {
        await change("drop function public.revive_run(text, text)");
      }
    },
  },
  {
    name: "writes every change of a conversation into the audit trail",
    async check({ client }) {
      const { conversations, report } = createSupabaseStore({ client });
      const issue = { repository: `acme/shop-${randomUUID()}`, number: 1, issueId: 1 };
      const { id: conversationId } = await conversations.open(issue);
      const before = (await report.actions()).at(-1)?.position ?? 0;
      const change = { conversationId, key: "k", runId: "d@s", agent: "product_owner" };
      await conversations.advance({ ...change, from: "analyzing", to: "ready_for_dev" });
      const [row, ...others] = await report.actions({ after: before });
      assert.deepEqual(others, []);
      assert.equal(row?.actionType, "status_changed");
      assert.equal(row.agentType, "product_owner");
      assert.deepEqual(row.payload, { from: "analyzing", to: "ready_for_dev" });
      assert.ok(Math.abs(row.at.getTime() - Date.now()) < 3_600_000, `${row.at.toISOString()} is not now`);
    },
  },
  {
    name: "tells who caused a hand-over",
    async check({ client }) {
      const { conversations, deliveries, report } = createSupabaseStore({ client });
      const cause = samplePing();
      await deliveries.record(cause);
      const issue = { repository: `acme/shop-${randomUUID()}`, number: 1, issueId: 1 };
      const { id: conversationId, subject } = await conversations.open(issue);
      const change = { conversationId, key: `${cause.id}@${subject}:ready`, agent: "product_owner" };
      const handOver = { runId: `${cause.id}@${subject}`, handOverTo: "developer" };
      await conversations.advance({ ...change, ...handOver, from: "analyzing", to: "ready_for_dev" });
      const handover = (await report.deliveries()).find((delivery) => delivery.subject === subject);
      assert.equal(handover?.causedBy, cause.id);
    },
  },
  {
    name: "tells who triggered an action and what it was given, also after hand-overs, whatever the client says",
    async check({ client }) {
      const { actions, conversations, deliveries, report } = createSupabaseStore({ client });
      const repository = `acme/shop-${randomUUID()}`;
      const { id: conversationId, subject } = await conversations.open({ repository, number: 1, issueId: 1 });
      const sender = { id: 42, login: "octocat", type: "User" };
      const body = new TextEncoder().encode(JSON.stringify({ sender, n: repository }));
      const cause = createDelivery({ id: randomUUID(), event: "ping" }, body);
      await deliveries.record(cause);
      const run = { conversationId, runId: `${cause.id}@${subject}`, agent: "product_owner" };
      await conversations.advance({
        ...run,
        key: "k",
        from: "analyzing",
        to: "ready_for_dev",
        handOverTo: "developer",
      });
      const next = (await report.deliveries()).find(({ causedBy }) => causedBy === cause.id);
      const action = { runId: `${next?.id}@${subject}`, sequence: 1, conversationId, agentType: "developer" };
      const lie = { triggeredBy: { id: 666, login: "nobody" } };
      await actions.append({ ...action, ...lie, actionType: "started", payload: {} });
      const [changed, started] = (await report.actions({ limit: 1000 })).filter(
        ({ chain }) => chain === subject,
      );
      assert.deepEqual(changed?.triggeredBy, { id: 42, login: "octocat" });
      assert.equal(changed.inputSha256, cause.bodySha256);
      assert.match(changed.outputSha256 ?? "", /^[0-9a-f]{64}$/);
      assert.deepEqual(started?.triggeredBy, { id: 42, login: "octocat" });
      assert.notEqual(started.inputSha256, cause.bodySha256);
      assert.deepEqual([changed.link, started.link], [1, 2]);
      assert.ok(started.at >= changed.at);
    },
  },
  {
    name: "settles an effect together with where the audit trail stood",
    async check({ client, database }) {
      const { actions, conversations, effects } = createSupabaseStore({ client });
      const repository = `acme/shop-${randomUUID()}`;
      const { id: conversationId, subject } = await conversations.open({ repository, number: 1, issueId: 1 });
      const runId = `${randomUUID()}@${subject}`;
      const action = { runId, conversationId, agentType: "developer", actionType: "worked", payload: {} };
      const intent = { id: randomUUID(), kind: "comment", runId, subject, parameterHash: "h" };
      await actions.append({ ...action, sequence: 1 });
      await effects.begin(intent);
      await effects.settle(intent.id, 1);
      const head = await actions.head(conversationId);
      await actions.append({ ...action, sequence: 2 });
      await effects.settle(intent.id, 2);
      const { rows } = await withSession(database, (session) =>
        session.query(
          "select audit_count as count, audit_sha256 as sha256 from public.effects where id = $1",
          [intent.id],
        ),
      );
      assert.deepEqual(rows, [head]);
      assert.deepEqual(await effects.begin(intent), { state: "settled", result: 1 });
    },
  },
  {
    name: "keeps the last word on a delivery, with its reason",
    async check({ client }) {
      const { deliveries, report } = createSupabaseStore({ client });
      const delivery = samplePing();
      await deliveries.record(delivery);
      await deliveries.settle(delivery.id, "failed", "the model answered garbage");
      await deliveries.settle(delivery.id, "asked", "asked two questions");
      const settled = (await report.deliveries()).find(({ id }) => id === delivery.id);
      assert.equal(settled?.status, "asked");
      assert.equal(settled.reason, "asked two questions");
    },
  },
  {
    name: "appends an action once, and says about which conversation it is",
    async check({ client }) {
      const { actions, conversations, report } = createSupabaseStore({ client });
      const issue = { repository: `acme/shop-${randomUUID()}`, number: 1, issueId: 1 };
      const { id: conversationId } = await conversations.open(issue);
      const before = (await report.actions()).at(-1)?.position ?? 0;
      const action = {
        runId: randomUUID(),
        agentType: "developer",
        actionType: "started",
        payload: { n: 1 },
      };
      await actions.append({ ...action, sequence: 1, conversationId });
      await actions.append({ ...action, sequence: 1, conversationId });
      await actions.append({ ...action, sequence: 2, conversationId: undefined });
      const rows = await report.actions({ after: before });
      assert.deepEqual(
        rows.map(({ payload, conversationId }) => ({ payload, conversationId })),
        [
          { payload: { n: 1 }, conversationId },
          { payload: { n: 1 }, conversationId: undefined },
        ],
      );
    },
  },
];

function isRefused(error: unknown): boolean {
  return isOSOrganicError(error) && error.code === "store_refused";
}
