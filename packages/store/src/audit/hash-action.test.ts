import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { createSupabaseStore } from "../create-supabase-store.ts";
import { openLocalSupabase } from "../local/open-local-supabase.ts";
import { withSession } from "../with-session.ts";
import { type AuditRow, auditRowColumns } from "./audit-row.ts";
import { actionText, hashAction } from "./hash-action.ts";

const local = await openLocalSupabase();
const { actions } = createSupabaseStore(local);
afterAll(() => local.close());

test("whatever an action holds, the database and we write the same text and come to the same hash", async () => {
  const text = fc.string({ unit: "binary", maxLength: 12 });
  const digest = fc.option(fc.constant("a".repeat(64)), { nil: undefined });
  const action = fc.record({
    runId: text,
    agentType: text,
    actionType: text,
    payload: fc.record({ value: fc.jsonValue({ depthSize: "small" }) }),
    inputSha256: digest,
    id: fc.option(fc.maxSafeNat(), { nil: undefined }),
    login: text,
  });
  const generated = fc.sample(action, { numRuns: 200, seed: 7 });
  for (const [n, { inputSha256, id, login, ...facts }] of generated.entries())
    await actions.append({
      ...facts,
      runId: facts.runId.replaceAll("\u0000", ""),
      agentType: facts.agentType.replaceAll("\u0000", ""),
      actionType: facts.actionType.replaceAll("\u0000", ""),
      sequence: n,
      conversationId: undefined,
      ...(inputSha256 && { inputSha256 }),
      ...(id !== undefined && { triggeredBy: { id, login } }),
    });
  const sql = `select ${auditRowColumns}, osorganicai.action_text(action) as text from public.agent_actions action`;
  const { rows } = await withSession(local.database, (session) => session.query(sql));
  expect(rows).toHaveLength(200);
  for (const row of rows as unknown as readonly (AuditRow & { readonly text: string })[]) {
    expect(actionText(row)).toBe(row.text);
    expect(hashAction(row)).toBe(row.sha256);
  }
});

test("moving text from one field to the next makes another text", () => {
  const row: AuditRow = {
    chain: "acme/shop#7",
    link: "1",
    previous_sha256: "",
    sha256: "",
    id: "",
    position: "1",
    at: "",
    run_id: null,
    sequence: null,
    conversation_id: null,
    agent_type: "de",
    action_type: "v",
    payload: null,
    input_sha256: null,
    output_sha256: null,
    triggered_by_id: null,
    triggered_by_login: null,
  };
  expect(actionText({ ...row, agent_type: "d", action_type: "ev" })).not.toBe(actionText(row));
  expect(actionText({ ...row, run_id: null })).not.toBe(actionText({ ...row, run_id: "-" }));
});
