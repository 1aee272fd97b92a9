import { createHmac } from "node:crypto";
import type { Delivery } from "@osorganicai/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createWebhookHandler } from "./create-webhook-handler.ts";

const secret = "a secret that is long enough for tests";
const stored = new Map<string, Delivery>();
const handle = createWebhookHandler({
  secrets: [secret],
  deliveries: {
    async record(delivery) {
      stored.set(delivery.id, delivery);
      return "recorded";
    },
  },
});

const names = [
  "issues",
  "issue_comment",
  "pull_request",
  "check_run",
  "check_suite",
  "deployment_status",
  "status",
];
const anyName = fc.constantFrom(
  ...names,
  "push",
  "installation",
  "ping",
  "brand_new",
  "a name",
  "constructor",
);
const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom("acme/shop", "opened", "../..", "\u0000", "\ud800"),
);
const anyNumber = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(2 ** 31, 2 ** 53, 1e308, -0));
const anyValue = fc.oneof(fc.jsonValue({ stringUnit: "binary" }), anyText, anyNumber);
const orAnything = <T>(usual: fc.Arbitrary<T>) =>
  fc.oneof({ arbitrary: usual, weight: 19 }, { arbitrary: anyValue, weight: 1 });

/** Shaped like GitHub's, with anything at each place. */
const anyPayload = fc.record(
  {
    action: orAnything(anyText),
    repository: orAnything(
      fc.record({ full_name: orAnything(fc.constant("acme/shop")) }, { requiredKeys: [] }),
    ),
    issue: orAnything(fc.record({ number: orAnything(anyNumber), id: anyValue }, { requiredKeys: [] })),
    comment: orAnything(fc.record({ id: anyValue, body: anyValue })),
    pull_request: orAnything(fc.record({ number: orAnything(anyNumber), head: anyValue })),
    check_run: orAnything(fc.record({ head_sha: anyText, pull_requests: orAnything(fc.array(anyValue)) })),
    check_suite: orAnything(fc.record({ head_sha: anyText, pull_requests: anyValue })),
    deployment: orAnything(fc.record({ sha: orAnything(anyText) })),
    deployment_status: anyValue,
    sender: orAnything(fc.record({ id: orAnything(anyNumber), login: orAnything(anyText), type: anyValue })),
    installation: orAnything(fc.record({ id: orAnything(anyNumber) })),
    sha: orAnything(anyText),
    state: anyValue,
    ["__proto__"]: anyValue,
    constructor: anyValue,
  },
  { requiredKeys: [] },
);

/** Bytes: shaped like GitHub's, JSON of another shape, JSON that was cut or changed, and anything. */
const anyBody = fc.oneof(
  { arbitrary: anyPayload.map((payload) => Buffer.from(JSON.stringify(payload))), weight: 5 },
  fc.json({ stringUnit: "binary" }).map((text) => Buffer.from(text)),
  fc.tuple(fc.json(), fc.nat(), fc.string()).map(([text, position, more]) => {
    const at = position % (text.length + 1);
    return Buffer.from(text.slice(0, at) + more + text.slice(at + more.length));
  }),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
);

test("whatever is signed, the answer is 202 or 400, and what is stored is exactly what was sent", async () => {
  const before = Reflect.ownKeys(Object.prototype);
  const answers = { 202: 0, 400: 0 };
  await fc.assert(
    fc.asyncProperty(anyBody, anyName, async (body, event) => {
      stored.clear();
      const headers: Readonly<Record<string, string>> = {
        "content-type": "application/json",
        "x-github-delivery": "d-1",
        "x-github-event": event,
        "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
      };
      const { status } = await handle({
        method: "POST",
        url: "http://localhost/api/webhooks",
        headers: { get: (name) => headers[name] ?? null },
        body: (async function* () {
          yield body;
        })(),
      });
      expect([202, 400]).toContain(status);
      answers[status as 202 | 400] += 1;
      const delivery = stored.get("d-1");
      expect(delivery !== undefined).toBe(status === 202);
      if (!delivery) return;
      expect(Buffer.from(delivery.body).equals(body)).toBe(true);
      expect(delivery.subject.length).toBeLessThan(400);
    }),
    { numRuns: 10_000 },
  );
  // A test in which nothing is ever accepted, or refused, would show nothing.
  expect(Math.min(answers[202], answers[400])).toBeGreaterThan(1000);
  expect(Reflect.ownKeys(Object.prototype)).toEqual(before);
}, 600_000);
