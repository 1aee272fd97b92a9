import { randomUUID } from "node:crypto";
import { sign } from "@octokit/webhooks-methods";
import { type AgentName, type AgentRole, createDelivery, eventKey } from "@osorganicai/core";
import { createSupabaseStore } from "@osorganicai/store";
import { openLocalSupabase } from "@osorganicai/store/local";
import { readRealPayloads } from "@osorganicai/testing";
import { createWebhookHandler } from "@osorganicai/webhook-handler";
import { createDeliveryHandler, createEngine } from "@osorganicai/worker";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createFindSubject } from "./find-subject.ts";
import { routes } from "./routes.ts";

/** Five of the 329 were collected twice: the same body is stored once. */
const distinct = 324;

/** Each under a delivery id of its own. */
const payloads = readRealPayloads().map(({ event, payload }) => ({
  id: randomUUID(),
  event,
  body: JSON.stringify(payload),
}));

const secret = "a secret that is long enough for tests";
const self = { id: 1, login: "our-app[bot]", type: "Bot" };

const local = await openLocalSupabase();
const store = createSupabaseStore({ client: local.client });
const handleWebhook = createWebhookHandler({ secrets: [secret], deliveries: store.deliveries });
const findSubject = createFindSubject({
  conversations: store.conversations,
  github: { pullRequestsOf: async () => [] },
});

/** Which agents ran for which events: their place is taken, everything around them is real. */
const ran: { readonly role: AgentName; readonly key: string }[] = [];
const engine = createEngine({
  name: "payloads",
  database: local.database,
  handle: createDeliveryHandler({
    deliveries: store.deliveries,
    routes,
    self: async () => self,
    // As if every commit were of a conversation of ours, which the store does not know.
    findSubject: async (delivery) => (await findSubject(delivery)) ?? delivery.subject,
    async runAgent(role, { delivery }) {
      ran.push({ role, key: eventKey(delivery) });
      return { kind: "nothing_to_do", reason: "This test has no agents." };
    },
  }),
});

beforeAll(() => engine.migrate());
afterAll(async () => {
  await engine.stop();
  await local.close();
});

async function post({ id, event, body }: (typeof payloads)[number]): Promise<unknown> {
  const headers = {
    "content-type": "application/json",
    "x-github-delivery": id,
    "x-github-event": event,
    "x-hub-signature-256": await sign(secret, body),
  };
  const response = await handleWebhook(
    new Request("http://localhost/api/webhooks", { method: "POST", headers, body }),
  );
  return { id, httpStatus: response.status, ...((await response.json()) as object) };
}

test("every real payload is stored as it came, once", async () => {
  expect(payloads).toHaveLength(329);
  const bodies = new Set<string>();
  for (const payload of payloads) {
    const { id, event, body } = payload;
    const isRepeated = bodies.has(body);
    bodies.add(body);
    const first = { id, httpStatus: 202, status: isRepeated ? "duplicate" : "recorded" };
    expect(await post(payload)).toEqual(first);
    expect(await post(payload)).toEqual({ ...first, status: "duplicate" });
    const stored = isRepeated ? { id, event, body } : await store.deliveries.load(id);
    expect(stored).toMatchObject({ id, event, body });
  }
  expect(bodies.size).toBe(distinct);
});

/** How many of the payloads each agent gets; nobody gets the others. */
const expected: Readonly<Partial<Record<AgentRole, Readonly<Record<string, number>>>>> = {
  productOwner: { "issues.opened": 4, "issues.labeled": 2, "issue_comment.created": 5 },
  ci: {
    "pull_request.opened": 4,
    "pull_request.synchronize": 1,
    "check_run.completed": 3,
    "check_suite.completed": 4,
    status: 4,
  },
  deployment: { "pull_request.closed": 2, "deployment_status.created": 4 },
};

test("every real payload is routed or ignored by the table, and none fails", async () => {
  await engine.start();
  while ((await engine.drain(60)) > 0); // However long that takes here.
  expect(new Set((await engine.list()).map(({ status }) => status))).toEqual(new Set(["succeeded"]));

  const counts: Record<string, Record<string, number>> = {};
  for (const { role, key } of ran) (counts[role] ??= {})[key] = (counts[role][key] ?? 0) + 1;
  expect(counts).toEqual(expected);

  const settled = await store.report.deliveries();
  expect(settled.filter(({ status }) => status === "nothing_to_do")).toHaveLength(ran.length);
  expect(settled.filter(({ status }) => status === "ignored")).toHaveLength(distinct - ran.length);
});

test("no real payload is too odd to ask whose it is", async () => {
  for (const { body, ...headers } of payloads) {
    const delivery = createDelivery(headers, new TextEncoder().encode(body));
    expect(await findSubject(delivery)).toBeUndefined();
  }
});
