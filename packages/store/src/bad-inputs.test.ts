import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createDelivery, type Delivery, OSOrganicError } from "@osorganicai/core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ask } from "./ask.ts";
import { createSupabaseStore, type SupabaseStore } from "./create-supabase-store.ts";
import { type LocalSupabase, openLocalSupabase } from "./local/open-local-supabase.ts";
import { packageRoot } from "./package-root.ts";
import { recordRuns } from "./test-support/record-runs.ts";
import { withSession } from "./with-session.ts";

/** One case of the catalogue of bad inputs, families `db.fault` and `db.rls`. */
interface BadInput {
  readonly id: string;
  readonly description: string;
  readonly expected: string;
}

const catalogue = JSON.parse(
  readFileSync(join(import.meta.dirname, "test-support/bad-inputs.json"), "utf8"),
) as readonly BadInput[];

let local: LocalSupabase;
let store: SupabaseStore;
beforeAll(async () => {
  local = await openLocalSupabase();
  await recordRuns(local.database);
  store = createSupabaseStore(local);
});
afterAll(() => local.close());

const rowsOf = async (sql: string, parameters: readonly unknown[] = []) =>
  (await withSession(local.database, (session) => session.query(sql, parameters))).rows;

function delivery(payload: string, id: string = randomUUID()): Delivery {
  return createDelivery({ id, event: "issues" }, new TextEncoder().encode(payload));
}

/** The code of what an answer of the database with this SQLSTATE becomes; `store_unavailable` is what steps try again. */
async function codeFor(sqlState: string): Promise<string> {
  const answer = Promise.resolve({ data: null, error: { code: sqlState }, status: 400 });
  const error = await ask("test", answer).catch((thrown: unknown) => thrown);
  return error instanceof OSOrganicError ? error.code : "none";
}

async function openConversation(repository = `acme/${randomUUID()}`) {
  return store.conversations.open({ repository, number: 7, issueId: 1 });
}

/** The answer to every write is lost, so every write comes twice. */
async function writeTwice(): Promise<void> {
  const { id: conversationId, subject } = await openConversation();
  await openConversation(subject.replace("#7", ""));
  const received = delivery(`{"n":"${randomUUID()}"}`);
  const runId = `${received.id}@${subject}`;
  const action = { runId, sequence: 1, conversationId, agentType: "a", actionType: "b", payload: {} };
  const effect = { id: randomUUID(), kind: "comment", runId, subject, parameterHash: "h" };
  const change = {
    conversationId,
    key: "k",
    runId,
    agent: "a",
    from: "analyzing",
    to: "ready_for_dev",
  } as const;
  for (let times = 0; times < 2; times += 1) {
    await store.deliveries.record(received);
    await store.actions.append(action);
    await store.effects.begin(effect);
    await store.effects.settle(effect.id, times);
    await store.conversations.advance({ ...change, handOverTo: "developer" });
  }
  expect(
    await rowsOf("select action_type from public.agent_actions where chain = $1 order by link", [subject]),
  ).toEqual([{ action_type: "b" }, { action_type: "status_changed" }]);
  expect(await rowsOf("select links from public.agent_action_heads where chain = $1", [subject])).toEqual([
    { links: 2 },
  ]);
  expect(await store.effects.begin(effect)).toEqual({ state: "settled", result: 0 });
  expect(
    await rowsOf("select event from public.deliveries where id = $1 or subject = $2 order by 1", [
      received.id,
      subject,
    ]),
  ).toEqual([{ event: "hand-over" }, { event: "issues" }]);
}

/** Texts that end a string, a filter or a list where somebody forgot to quote. */
const injections = [
  "' or 1=1 --",
  "'; drop table deliveries; --",
  "x,subject.neq.y",
  "x)",
  'x","y',
  "*",
  "%",
  "in.(x)",
  "(select 1)",
  "\\",
  "a&select=*",
];

const checks: Readonly<Record<string, () => Promise<void>>> = {
  "DBF-003": writeTwice,
  "DBF-006": async () => expect(await codeFor("40001")).toBe("store_unavailable"),
  "DBF-007": async () => expect(await codeFor("40P01")).toBe("store_unavailable"),
  "DBF-008": async () => {
    const received = delivery(`{"n":"${randomUUID()}"}`);
    expect(await store.deliveries.record(received)).toBe("recorded");
    const again = await Promise.all([1, 2, 3].map(() => store.deliveries.record(received)));
    expect(again).toEqual(["duplicate", "duplicate", "duplicate"]);
  },
  "DBF-011": async () => {
    const { id, subject } = await openConversation();
    const end = `update public.conversations set status = 'blocked' where subject = '${subject}';
      update public.conversations set status = 'merged' where subject = '${subject}';
      update public.conversations set status = 'deployed' where subject = '${subject}'`;
    await withSession(local.database, (session) => session.execute(end));
    const change = JSON.stringify({
      conversation_id: id,
      key: "k",
      run_id: "r",
      agent: "a",
      from: "deployed",
      to: "analyzing",
    });
    await expect(rowsOf("select public.advance_conversation($1)", [change])).rejects.toMatchObject({
      code: "23514",
    });
    expect(await rowsOf("select status from public.conversations where id = $1", [id])).toEqual([
      { status: "deployed" },
    ]);
  },
  "DBF-019": async () => expect(await codeFor("53300")).toBe("store_unavailable"),
  "DBF-020": async () => expect(await codeFor("25006")).toBe("store_unavailable"),
  "DBF-022": async () => {
    for (const id of [
      "9223372036854775808",
      "-9223372036854775809",
      "1e30",
      "1.5",
      '"x"',
      "null",
      "{}",
      "[1]",
    ]) {
      const repository = `acme/${randomUUID()}`;
      const received = delivery(
        `{"repository":{"full_name":"${repository}"},"sender":{"id":${id},"login":"x"},"installation":{"id":${id}}}`,
      );
      expect(await store.deliveries.record(received), id).toBe("recorded");
      expect(
        await rowsOf("select sender_id, installation_id from public.deliveries where id = $1", [received.id]),
      ).toEqual([{ sender_id: null, installation_id: null }]);
    }
  },
  "DBF-024": async () => {
    // What the version before the chain wrote.
    const { id, subject } = await openConversation();
    const row = {
      run_id: `d@${subject}`,
      sequence: 1,
      conversation_id: id,
      agent_type: "a",
      action_type: "b",
      payload: {},
    };
    const once = { onConflict: "run_id,sequence", ignoreDuplicates: true };
    for (let times = 0; times < 2; times += 1)
      expect((await local.client.from("agent_actions").upsert(row, once)).error).toBeNull();
    expect((await store.actions.head(id))?.count).toBe(1);
  },
  "RLS-005": async () => {
    const dist = join(packageRoot(), "dist");
    const files = readdirSync(dist).filter((name) => /\.(js|map|d\.ts)$/.test(name));
    expect(files.length).toBeGreaterThan(2);
    for (const name of files)
      expect(readFileSync(join(dist, name), "utf8"), name).not.toMatch(
        /sb_secret_[A-Za-z0-9]{8,}|eyJ[\w-]{20,}\.eyJ/,
      );
  },
  "RLS-016": async () => {
    const { id, subject, repository } = await openConversation();
    for (const text of injections) {
      expect(await store.conversations.findByBranch(repository, text)).toBeUndefined();
      expect(await store.conversations.findByBranch(text, "x")).toBeUndefined();
      expect(await store.conversations.findByIssue({ repository: text, number: 7 })).toBeUndefined();
      expect(await store.deliveries.known([text])).toEqual(new Set());
      await expect(store.deliveries.load(text)).rejects.toMatchObject({ code: "run_not_found" });
      await expect(store.deliveries.settle(text, "ignored", text)).rejects.toMatchObject({
        code: "run_not_found",
      });
      const action = { runId: `${text}@${subject}`, sequence: 1, conversationId: id, payload: { text } };
      await store.actions.append({ ...action, agentType: text, actionType: text });
    }
    const rows = await rowsOf(
      "select agent_type from public.agent_actions where conversation_id = $1 order by link",
      [id],
    );
    expect(rows.map((row) => row["agent_type"])).toEqual(injections);
  },
};

/** Shown by another test of this repository: the file, below `packages` or `apps`, and words of the test's name. */
const shownBy: Readonly<Record<string, readonly [file: string, name: string]>> = {
  "DBF-023": [
    "packages/store/src/migrations/apply-migrations.test.ts",
    "a file that fails leaves nothing behind",
  ],
  "DBF-027": ["packages/worker/src/several-workers.postgres.test.ts", "share the work: each run once"],
  "RLS-002": [
    "packages/store/src/row-level-security.test.ts",
    "may do in every table what stands here, and nothing else",
  ],
  "RLS-003": ["packages/store/src/row-level-security.test.ts", "and none of another's"],
  "RLS-007": ["packages/store/src/row-level-security.test.ts", "a policy lets everybody in (0024)"],
  "RLS-008": ["packages/store/src/row-level-security.test.ts", "anon may call it (0028, 0029)"],
  "RLS-009": [
    "packages/store/src/row-level-security.test.ts",
    "a view reads with the rights of its owner (0010)",
  ],
  "RLS-013": ["packages/store/src/row-level-security.test.ts", "in no column a tenant reads"],
  "RLS-014": ["packages/store/src/row-level-security.test.ts", "live updates show it"],
};

/** Not about this package: why, and who answers for it. */
const waivers: Readonly<Record<string, string>> = {
  "DBF-004": "needs a Postgres of its own to kill: the fault tests of the whole",
  "DBF-005": "leases are the engine's",
  "DBF-014": "the direct pool is the intake's; a request of supabase-js holds no connection of ours",
  "DBF-015": "the direct pool is the intake's; sessions are given back in finally, see with-session.ts",
  "DBF-017": "there is one address, the primary's; nothing here reads from a replica",
  "DBF-028": "attempts of a run are the engine's",
  "DBF-029": "sending after a crash is the effects': the row is looked at before it is written again",
  "DBF-031":
    "finding effects again on GitHub is the effects'; a restored audit trail is missed by pull requests' bodies",
  "RLS-011": "there is no dashboard, so no connection string of one",
};

function isNamedIn(file: string, name: string): boolean {
  return readFileSync(join(packageRoot(), "../..", file), "utf8").includes(name);
}

test.each(catalogue)("$id $description: $expected", async ({ id }) => {
  const [check, elsewhere, waiver] = [checks[id], shownBy[id], waivers[id]];
  expect([check, elsewhere, waiver].filter((answer) => answer !== undefined)).toHaveLength(1);
  await check?.();
  expect(elsewhere === undefined || isNamedIn(...elsewhere)).toBe(true);
});

test("what is answered here stands in the catalogue", () => {
  const answered = [checks, shownBy, waivers].flatMap((answers) => Object.keys(answers)).toSorted();
  expect(answered).toEqual(catalogue.map(({ id }) => id).toSorted());
});
