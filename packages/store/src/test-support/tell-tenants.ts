import { randomUUID } from "node:crypto";
import { createDelivery } from "@osorganicai/core";
import type { SupabaseStore } from "../create-supabase-store.ts";

/** Whose rows: two installations of the App, and a personal token, which has none. */
export const tenants = {
  a: { repository: "tenant-a/shop", installationId: 1001 },
  b: { repository: "tenant-b/shop", installationId: 1002 },
  nobody: { repository: "nobody/shop", installationId: undefined },
} as const;

/** A name that stands in every row of a tenant. */
export type TenantName = keyof typeof tenants;

/** One issue of one tenant, from its delivery to an effect, with a row in every table that tenants may read. */
export async function tellTenant(store: SupabaseStore, tenant: TenantName): Promise<void> {
  const { repository, installationId } = tenants[tenant];
  const payload = {
    action: "opened",
    repository: { full_name: repository },
    issue: { id: 1, number: 1 },
    sender: { id: 42, login: "octocat", type: "User" },
    ...(installationId !== undefined && { installation: { id: installationId } }),
  };
  const body = new TextEncoder().encode(JSON.stringify(payload));
  const delivery = createDelivery({ id: randomUUID(), event: "issues" }, body);
  await store.deliveries.record(delivery);
  const runId = `${delivery.id}@${delivery.subject}`;
  const action = { runId, agentType: "product_owner", payload: {} };
  await store.actions.append({ ...action, sequence: 1, actionType: "started", conversationId: undefined });
  const { id: conversationId } = await store.conversations.open({ repository, number: 1, issueId: 1 });
  await store.actions.append({ ...action, sequence: 2, actionType: "finished", conversationId });
  await store.conversations.advance({
    conversationId,
    key: "k",
    runId,
    agent: "product_owner",
    from: "analyzing",
    to: "ready_for_dev",
    handOverTo: "developer",
    contract: {
      kind: "feature",
      title: "Coupons",
      summary: "Codes.",
      outOfScope: [],
      assumptions: [],
      criteria: [{ id: "AC1", text: "A valid code lowers the total." }],
    },
  });
  await store.codeGenerations.save({
    conversationId,
    runId,
    pullRequestNumber: 2,
    filesChanged: [],
    testsGenerated: [],
    status: "proposed",
  });
  const effect = { id: `${repository}:comment`, kind: "comment", runId, subject: delivery.subject };
  await store.effects.begin({ ...effect, parameterHash: "h" });
  await store.effects.settle(effect.id, { url: "x" });
  await store.modelCalls.record({
    runId,
    step: "s",
    purpose: "p",
    model: "m",
    inputTokens: 1,
    outputTokens: 1,
    durationMs: 1,
    promptSha256: "p",
    answerSha256: "a",
    costUsd: 1,
  });
  await store.patches.save(runId, { sequence: 1, diff: "secret", tree: "t" });
}
