import { randomUUID } from "node:crypto";
import { findRealPostgres, openRealPostgres, realPostgresHost } from "@osorganicai/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSupabaseStore, type SupabaseStore } from "../create-supabase-store.ts";
import { openLocalSupabase } from "../local/open-local-supabase.ts";
import { migrate } from "../migrations/migrate.ts";
import { recordRuns } from "../test-support/record-runs.ts";
import { serveRealPostgres } from "../test-support/serve-real-postgres.ts";
import { withSession } from "../with-session.ts";
import { type AuditOptions, verifyAudit } from "./verify-audit.ts";

/** A conversation with five actions and an effect that saw the last of them. */
interface Story {
  readonly subject: string;
  readonly conversationId: string;
  /** Of the subject's rows. */
  readonly rows: string;
}

interface Tampering {
  readonly how: string;
  /** By a superuser, whom no trigger stops. */
  readonly sql: (story: Story) => string;
  readonly finds: readonly string[];
}

/** Rows are written anew from here on, with hashes that fit, and so is the head. */
const rewrite = ({ subject }: Story) => `
  do $$ declare action public.agent_actions; begin
    delete from public.agent_action_heads where chain = '${subject}';
    for action in select * from public.agent_actions where chain = '${subject}' order by link loop
      action := osorganicai.link_action(action);
      update public.agent_actions set sha256 = action.sha256, previous_sha256 = action.previous_sha256 where id = action.id;
    end loop;
  end $$;`;

const tamperings: readonly Tampering[] = [
  {
    how: "altered content",
    sql: ({ rows }) => `update public.agent_actions set payload = '{"n":30}' where ${rows} and link = 3`,
    finds: ["altered 3"],
  },
  {
    how: "an altered time",
    sql: ({ rows }) =>
      `update public.agent_actions set created_at = created_at + interval '1 microsecond' where ${rows} and link = 5`,
    finds: ["altered 5"],
  },
  {
    how: "another person behind it",
    sql: ({ rows }) => `update public.agent_actions set triggered_by_id = 666 where ${rows} and link = 1`,
    finds: ["altered 1"],
  },
  {
    how: "content and hash altered together",
    sql: ({ rows }) =>
      `update public.agent_actions set agent_type = 'nobody' where ${rows} and link = 3;
       update public.agent_actions action set sha256 = osorganicai.text_sha256(osorganicai.action_text(action)) where ${rows} and link = 3`,
    finds: ["replaced 4"],
  },
  {
    how: "two rows that changed places",
    sql: ({ rows }) =>
      `update public.agent_actions set link = case link when 2 then 1004 else 1002 end where ${rows} and link in (2, 4);
       update public.agent_actions set link = link - 1000 where ${rows} and link > 1000`,
    finds: ["altered 2", "altered 4"],
  },
  {
    how: "two rows whose contents changed places",
    sql: ({ rows }) =>
      `update public.agent_actions one set payload = other.payload from public.agent_actions other
       where one.chain = other.chain and one.link in (2, 4) and other.link = 6 - one.link and one.${rows}`,
    finds: ["altered 2", "altered 4"],
  },
  {
    how: "a row taken out of the middle",
    sql: ({ rows }) => `delete from public.agent_actions where ${rows} and link = 3`,
    finds: ["removed 3"],
  },
  {
    how: "a row taken out, and the rest moved up",
    sql: (story) =>
      `delete from public.agent_actions where ${story.rows} and link = 3;
       update public.agent_actions set link = link + 999 where ${story.rows} and link > 3;
       update public.agent_actions set link = link - 1000 where ${story.rows} and link > 1000`,
    finds: ["altered 3", "altered 4", "cut 5"],
  },
  {
    how: "the first row taken out",
    sql: ({ rows }) => `delete from public.agent_actions where ${rows} and link = 1`,
    finds: ["removed 1"],
  },
  {
    how: "a cut tail",
    sql: ({ rows }) => `delete from public.agent_actions where ${rows} and link > 3`,
    finds: ["cut 4"],
  },
  {
    how: "a cut tail whose head was set back, by what an effect saw",
    sql: ({ rows, subject }) =>
      `delete from public.agent_actions where ${rows} and link > 3;
       update public.agent_action_heads head set links = 3, sha256 = action.sha256
       from public.agent_actions action where action.chain = '${subject}' and link = 3 and head.chain = '${subject}'`,
    finds: ["cut 4"],
  },
  {
    how: "a chain that is gone with its head, by what an effect saw",
    sql: ({ rows }) =>
      `delete from public.agent_actions where ${rows}; delete from public.agent_action_heads where ${rows}`,
    finds: ["cut 1"],
  },
  {
    how: "a chain without its head",
    sql: ({ rows }) => `delete from public.agent_action_heads where ${rows}`,
    finds: ["removed 5"],
  },
  {
    how: "a row slipped into a place that is taken, even with a hash that fits it",
    sql: ({ rows }) =>
      `alter table public.agent_actions drop constraint agent_actions_link;
       insert into public.agent_actions (id, position, agent_type, action_type, created_at, chain, link, previous_sha256, sha256)
         overriding system value
         select gen_random_uuid(), -position, 'nobody', 'x', created_at, chain, link, previous_sha256, ''
         from public.agent_actions where ${rows} and link = 3;
       update public.agent_actions action set sha256 = osorganicai.text_sha256(osorganicai.action_text(action)) where ${rows} and sha256 = ''`,
    // Both are sound in themselves, and only the genuine one is continued by the next.
    finds: ["inserted 3"],
  },
  {
    how: "a row slipped in at the end, past the head",
    sql: ({ rows }) =>
      `insert into public.agent_actions (agent_type, action_type, created_at, chain, link, previous_sha256, sha256)
         select 'nobody', 'x', created_at, chain, 6, sha256, '' from public.agent_actions where ${rows} and link = 5;
       update public.agent_actions action set sha256 = osorganicai.text_sha256(osorganicai.action_text(action)) where ${rows} and link = 6`,
    finds: ["inserted 6"],
  },
  {
    how: "a chain that was written anew as a whole, by what an effect saw",
    sql: (story) =>
      `update public.agent_actions set payload = '{"n":30}' where ${story.rows} and link = 3; ${rewrite(story)}`,
    finds: ["replaced 5"],
  },
];

const found = await findRealPostgres();
const postgres = found ? "a real Postgres" : `a real Postgres (none at ${realPostgresHost})`;

for (const { label, runs, open } of [
  { label: "the local Supabase", runs: true, open: openLocalSupabase },
  {
    label: postgres,
    runs: found,
    open: async () => {
      const real = serveRealPostgres(await openRealPostgres());
      await migrate(real.database);
      return real;
    },
  },
])
  describe.runIf(runs)(label, () => {
    let supabase: Awaited<ReturnType<typeof open>>;
    let store: SupabaseStore;
    beforeAll(async () => {
      supabase = await open();
      await recordRuns(supabase.database);
      store = createSupabaseStore(supabase);
    });
    afterAll(() => supabase.close());

    const execute = (sql: string) => withSession(supabase.database, (session) => session.execute(sql));

    async function tell(): Promise<Story> {
      const repository = `acme/shop-${randomUUID()}`;
      const { id: conversationId, subject } = await store.conversations.open({
        repository,
        number: 7,
        issueId: 1,
      });
      const action = { runId: `${randomUUID()}@${subject}`, agentType: "developer", actionType: "worked" };
      for (let n = 1; n <= 5; n += 1)
        await store.actions.append({ ...action, sequence: n, conversationId, payload: { n } });
      const effect = { id: randomUUID(), kind: "comment", runId: action.runId, subject, parameterHash: "h" };
      await store.effects.begin(effect);
      await store.effects.settle(effect.id, 1);
      return { subject, conversationId, rows: `chain = '${subject}'` };
    }

    async function findingsOf({ subject }: Story, options: AuditOptions = {}): Promise<readonly string[]> {
      const { findings, found: count } = await verifyAudit(supabase.database, { chain: subject, ...options });
      expect(count).toBe(findings.length);
      for (const { what } of findings) expect(what).toContain(subject);
      return findings.map(({ kind, link }) => `${kind} ${link}`);
    }

    test(`${label}: a chain that nobody touched is what was written`, async () => {
      const { subject } = await tell();
      expect(await verifyAudit(supabase.database, { chain: subject, pageSize: 2 })).toEqual({
        chains: 1,
        rows: 5,
        anchors: { effects: 1, pullRequests: 0, silentPullRequests: 0 },
        found: 0,
        findings: [],
      });
    });

    test.each(tamperings)(`${label}: $how is found`, async ({ sql, finds }) => {
      const story = await tell();
      try {
        await execute(`set session_replication_role = replica; ${sql(story)}`);
        expect(await findingsOf(story)).toEqual(finds);
        // The same whether a page ends before, at or after the place.
        for (const pageSize of [1, 2, 3]) expect(await findingsOf(story, { pageSize })).toEqual(finds);
      } finally {
        await execute(`set session_replication_role = replica;
          delete from public.agent_actions where ${story.rows}; delete from public.agent_action_heads where ${story.rows};
          delete from public.effects where subject = '${story.subject}';
          reset session_replication_role;
          alter table public.agent_actions drop constraint if exists agent_actions_link;
          alter table public.agent_actions add constraint agent_actions_link unique (chain, link)`);
      }
    });

    test(`${label}: what everything inside of the database was made to agree on is found by a pull request's body`, async () => {
      const story = await tell();
      const anchor = await store.actions.head(story.conversationId);
      await execute(
        `update public.conversations set pull_request_number = 8 where id = '${story.conversationId}'`,
      );
      const asked: string[] = [];
      const pullRequestAnchor = async (repository: string, number: number) => {
        asked.push(`${repository}#${number}`);
        return anchor;
      };
      expect(await findingsOf(story, { pullRequestAnchor })).toEqual([]);
      expect(asked).toEqual([story.subject.replace("#7", "#8")]);

      await execute(`set session_replication_role = replica;
        update public.agent_actions set payload = '{"n":30}' where ${story.rows} and link = 3; ${rewrite(story)}
        update public.effects set audit_count = null where subject = '${story.subject}'; reset session_replication_role`);
      expect(await findingsOf(story)).toEqual([]);
      expect(await findingsOf(story, { pullRequestAnchor })).toEqual(["replaced 5"]);

      await execute(`set session_replication_role = replica;
        delete from public.agent_actions where ${story.rows} and link = 5; ${rewrite(story)} reset session_replication_role`);
      expect(await findingsOf(story)).toEqual([]);
      expect(await findingsOf(story, { pullRequestAnchor })).toEqual(["cut 5"]);
      const silent = await verifyAudit(supabase.database, {
        chain: story.subject,
        pullRequestAnchor: async () => undefined,
      });
      expect(silent.anchors).toEqual({ effects: 0, pullRequests: 0, silentPullRequests: 1 });
    });

    test(`${label}: a database whose own functions were changed cannot vouch for itself`, async () => {
      const story = await tell();
      const body = (text: string) =>
        `create or replace function osorganicai.text_sha256(content text) returns text language sql immutable
         set search_path = '' as $$ select ${text} $$`;
      const genuine = "encode(sha256(convert_to(content, 'UTF8')), 'hex')";
      await execute(body("repeat('0', 64)"));
      const action = { runId: randomUUID(), agentType: "developer", actionType: "x", payload: {} };
      await store.actions.append({ ...action, sequence: 1, conversationId: story.conversationId });
      await execute(body(genuine));
      expect(await findingsOf(story)).toEqual(["altered 6"]);
    });

    test(`${label}: actions that come at once make one chain, and one that comes again no second link`, async () => {
      const story = await tell();
      const runId = `${randomUUID()}@${story.subject}`;
      const action = { runId, agentType: "developer", actionType: "worked", payload: {} };
      const { conversationId } = story;
      const change = {
        conversationId,
        runId,
        agent: "developer",
        from: "analyzing",
        to: "analyzing",
      } as const;
      await Promise.all([
        ...Array.from({ length: 10 }, (_, n) => store.conversations.advance({ ...change, key: `${n}` })),
        ...Array.from({ length: 40 }, (_, n) =>
          store.actions.append({
            ...action,
            sequence: (n % 20) + 1,
            conversationId: n % 3 === 0 ? undefined : conversationId,
          }),
        ),
      ]);
      expect(await findingsOf(story)).toEqual([]);
      expect((await store.actions.head(conversationId))?.count).toBe(35);
    });

    test(`${label}: rows without a place are found when everything is verified`, async () => {
      const story = await tell();
      await execute(`alter table public.agent_actions alter column link drop not null;
        set session_replication_role = replica;
        update public.agent_actions set link = null where ${story.rows} and link = 5; reset session_replication_role`);
      const { findings } = await verifyAudit(supabase.database);
      expect(findings.filter(({ chain }) => chain === story.subject).map(({ what }) => what)).toEqual([
        expect.stringMatching(/^The end of .* was cut off: .* saw 5 rows, and 4 are left\.$/),
        expect.stringContaining("has no place in any chain"),
      ]);
      await execute(`set session_replication_role = replica;
        update public.agent_actions set link = 5 where ${story.rows} and link is null; reset session_replication_role;
        alter table public.agent_actions alter column link set not null`);
    });

    test(`${label}: progress is told page by page`, async () => {
      const { subject } = await tell();
      const seen: number[] = [];
      await verifyAudit(supabase.database, {
        chain: subject,
        pageSize: 2,
        onProgress: ({ rows }) => seen.push(rows),
      });
      expect(seen).toEqual([2, 4, 5]);
    });

    test(`${label}: a role from which rows are hidden is refused instead of told that all is well`, async () => {
      const role = `reader_${randomUUID().slice(0, 8)}`;
      await execute(`create role ${role}; grant select on all tables in schema public to ${role}`);
      try {
        await withSession(supabase.database, async (session) => {
          await session.execute(`set role ${role}`);
          await expect(verifyAudit(session)).rejects.toMatchObject({
            code: "store_refused",
            message: expect.stringContaining("row-level security"),
          });
          await session.execute("reset role");
        });
      } finally {
        await execute(`drop owned by ${role}; drop role ${role}`);
      }
    });
  });
