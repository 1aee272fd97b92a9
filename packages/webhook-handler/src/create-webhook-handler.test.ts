import { sign } from "@octokit/webhooks-methods";
import {
  type Delivery,
  type DeliveryStore,
  type LogFields,
  type Logger,
  OSOrganicError,
  silentLogger,
} from "@osorganicai/core";
import { expect, onTestFinished, test, vi } from "vitest";
import { createWebhookHandler } from "./create-webhook-handler.ts";

const secret = "a secret that is long enough for tests";
const issue = JSON.stringify({
  action: "opened",
  repository: { full_name: "acme/shop" },
  issue: { number: 7 },
});

/** A store that keeps what it was given; `record` is all the handler may use. */
function harness(
  options: {
    readonly secrets?: readonly string[];
    readonly record?: DeliveryStore["record"];
    readonly maxBodyBytes?: number;
    readonly log?: Logger;
  } = {},
) {
  const stored: Delivery[] = [];
  const record: DeliveryStore["record"] = async (delivery) => {
    if (stored.some(({ id }) => id === delivery.id)) return "duplicate";
    stored.push(delivery);
    return "recorded";
  };
  const { secrets = [secret], maxBodyBytes = 1_000_000 } = options;
  const handle = createWebhookHandler({
    secrets,
    deliveries: { record: options.record ?? record },
    maxBodyBytes,
    bodyTimeoutMs: 200,
    timeoutMs: 400,
    ...(options.log && { log: options.log }),
  });
  return { stored, handle };
}

async function signed(body: string, headers: Record<string, string> = {}, key = secret): Promise<Request> {
  return new Request("http://localhost/api/webhooks", {
    method: "POST",
    body,
    headers: {
      "content-type": "application/json",
      "x-github-delivery": "d-1",
      "x-github-event": "issues",
      "x-hub-signature-256": await sign(key, body || " "),
      ...headers,
    },
  });
}

test("a signed delivery is recorded with its exact body and answered with 202", async () => {
  const { handle, stored } = harness();
  const response = await handle(await signed(issue));
  expect(response.status).toBe(202);
  expect(await response.json()).toEqual({ status: "recorded", id: "d-1" });
  expect(stored).toMatchObject([
    { id: "d-1", event: "issues", action: "opened", subject: "acme/shop#7", body: issue },
  ]);
});

test("the same delivery twice is stored once and answered with 202 both times", async () => {
  const { handle, stored } = harness();
  await handle(await signed(issue));
  const second = await handle(await signed(issue));
  expect(second.status).toBe(202);
  expect(await second.json()).toEqual({ status: "duplicate", id: "d-1" });
  expect(stored).toHaveLength(1);
});

test("another body under a stored delivery's id gets 409 with a sentence, and is logged", async () => {
  const warnings: LogFields[] = [];
  const log = { ...silentLogger, warn: (_: string, fields: LogFields = {}) => void warnings.push(fields) };
  const { handle } = harness({ record: async () => "conflict", log });
  const response = await handle(await signed(issue));
  expect(response.status).toBe(409);
  expect(await response.json()).toEqual({
    error: "delivery_conflict",
    message: expect.stringMatching(/^The delivery d-1 was stored before with another body\./),
  });
  expect(warnings).toMatchObject([{ status: 409, code: "delivery_conflict" }]);
});

test("a body signed with the previous secret is accepted while it is being rotated, and the log says so", async () => {
  const facts: LogFields[] = [];
  const log = { ...silentLogger, info: (_: string, fields: LogFields = {}) => void facts.push(fields) };
  const previous = "the previous secret, also long enough";
  const { handle } = harness({ secrets: [secret, previous], log });
  expect((await handle(await signed(issue, {}, previous))).status).toBe(202);
  expect((await handle(await signed(issue, { "x-github-delivery": "d-2" }))).status).toBe(202);
  expect(facts.map(({ secret: used }) => used)).toEqual(["previous", undefined]);
});

test("a redelivery that gave a dead run another chance says so", async () => {
  const { handle } = harness({ record: async () => "revived" });
  const response = await handle(await signed(issue));
  expect(response.status).toBe(202);
  expect(await response.json()).toEqual({ status: "revived", id: "d-1" });
});

test.for([
  ["/api/webhooks", 202],
  ["/api/webhooks?token=canary", 202],
  ["/api/webhooks/", 404],
  ["//api/webhooks", 404],
  ["/api%2fwebhooks", 404],
  ["/API/webhooks", 404],
  ["/", 404],
] as const)("where the path is set, %s gets %s", async ([path, status]) => {
  const logged: unknown[] = [];
  const write = (...line: unknown[]) => void logged.push(line);
  const log: Logger = { ...silentLogger, info: write, warn: write };
  const deliveries: DeliveryStore = { record: async () => "recorded" };
  const handle = createWebhookHandler({ secrets: [secret], deliveries, path: "/api/webhooks", log });
  const { headers } = await signed(issue);
  const response = await handle(
    new Request(`http://localhost${path}`, { method: "POST", headers, body: issue }),
  );
  expect(response.status).toBe(status);
  expect(JSON.stringify(logged)).not.toContain("canary");
});

const good = await sign(secret, issue);
const badSignatures: Readonly<Record<string, string>> = {
  empty: "",
  "upper-case prefix": good.replace("sha256", "SHA256"),
  "upper-case digits": `sha256=${good.slice(7).toUpperCase()}`,
  "sha1 prefix": good.replace("sha256", "sha1"),
  "63 digits": good.slice(0, -1),
  "65 digits": `${good}0`,
  "odd length": "sha256=abc",
  "of another body": await sign(secret, `${issue} `),
  "made with another key": await sign("another key that is also long enough", issue),
  "two in one header": `${good}, ${good}`,
};

test.for(Object.entries(badSignatures))(
  "a signature that is %s gets the uniform 401 and stores nothing",
  async ([, signature]) => {
    const { handle, stored } = harness();
    const response = await handle(await signed(issue, { "x-hub-signature-256": signature }));
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({
      error: "invalid_signature",
      message: "The signature is missing or does not fit the body.",
    });
    expect(stored).toEqual([]);
  },
);

test("a missing signature gets the same 401", async () => {
  const { handle } = harness();
  const request = await signed(issue);
  request.headers.delete("x-hub-signature-256");
  expect((await handle(request)).status).toBe(401);
});

test.for(["x-github-delivery", "x-github-event"])(
  "what is said about %s comes before anything about the signature",
  async (header) => {
    const { handle } = harness();
    for (const signature of ["", "sha256=short", await sign("another key", issue)]) {
      const response = await handle(await signed(issue, { [header]: "", "x-hub-signature-256": signature }));
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ message: expect.stringContaining(header) });
    }
  },
);

const repository = { full_name: "acme/shop" };
const numbered = { number: 7 };
const misfits: readonly { readonly what: string; readonly event: string; readonly payload: object }[] = [
  { what: "a comment", event: "issues", payload: { issue: numbered, comment: {} } },
  { what: "a push", event: "issues", payload: { ref: "refs/heads/main" } },
  { what: "an issue", event: "issue_comment", payload: { issue: numbered } },
  { what: "a review", event: "pull_request", payload: { pull_request: numbered, review: {} } },
  { what: "an issue", event: "pull_request", payload: { issue: numbered } },
  { what: "a check run", event: "check_suite", payload: { check_run: {}, check_suite: {} } },
  { what: "a check suite", event: "check_run", payload: { check_suite: {} } },
  { what: "a deployment", event: "check_run", payload: { check_run: {}, deployment_status: {} } },
  { what: "a deployment", event: "deployment_status", payload: { deployment: {} } },
  { what: "a push", event: "status", payload: { ref: "refs/heads/main" } },
  { what: "an issue that is null", event: "issues", payload: { issue: null } },
  { what: "an issue that is a word", event: "issues", payload: { issue: "7" } },
  { what: "issue 0", event: "issues", payload: { issue: { number: 0 } } },
  { what: "issue -7", event: "issues", payload: { issue: { number: -7 } } },
  { what: "issue 7.5", event: "issues", payload: { issue: { number: 7.5 } } },
  { what: "an issue without a number", event: "issue_comment", payload: { issue: {}, comment: {} } },
  { what: "pull request 0", event: "pull_request", payload: { pull_request: { number: 0 } } },
];

test.for(misfits)("$what under the name of $event gets 400 and is not stored", async ({ event, payload }) => {
  const { handle, stored } = harness();
  const body = JSON.stringify({ action: "created", repository, ...payload });
  const response = await handle(await signed(body, { "x-github-event": event }));
  expect(response.status).toBe(400);
  const answer = (await response.json()) as { error: string; message: string };
  expect(answer.error).toBe("malformed_delivery");
  expect(answer.message).toContain(`The body is not that of the event ${event}: `);
  expect(stored).toEqual([]);
});

test("an event that nothing reacts to is stored whatever its body has", async () => {
  const { handle, stored } = harness();
  for (const event of ["push", "projects_v2_item", "constructor"]) {
    const headers = { "x-github-event": event, "x-github-delivery": event };
    expect((await handle(await signed("{}", headers))).status).toBe(202);
  }
  expect(stored.map(({ event }) => event)).toEqual(["push", "projects_v2_item", "constructor"]);
});

const badRequests: readonly {
  readonly name: string;
  readonly status: number;
  readonly body?: string;
  readonly headers?: Record<string, string>;
}[] = [
  { name: "form-encoded", status: 415, headers: { "content-type": "application/x-www-form-urlencoded" } },
  { name: "text/plain", status: 415, headers: { "content-type": "text/plain" } },
  { name: "a look-alike of JSON", status: 415, headers: { "content-type": "application/jsonx" } },
  { name: "of a vendor's JSON", status: 415, headers: { "content-type": "application/vnd.github+json" } },
  {
    name: "of half a quoted charset",
    status: 415,
    headers: { "content-type": 'application/json; charset="utf-8' },
  },
  { name: "in UTF-16", status: 415, headers: { "content-type": "application/json; charset=utf-16" } },
  { name: "compressed", status: 415, headers: { "content-encoding": "gzip" } },
  { name: "declared longer than the limit", status: 413, headers: { "content-length": "1000001" } },
  { name: "of a negative length", status: 400, headers: { "content-length": "-1" } },
  { name: "of two lengths", status: 400, headers: { "content-length": "5, 5" } },
  { name: "of a length in hex", status: 400, headers: { "content-length": "0x10" } },
  {
    name: "longer than the limit without saying so",
    status: 413,
    body: JSON.stringify("x".repeat(1_000_000)),
  },
  { name: "without a delivery id", status: 400, headers: { "x-github-delivery": "" } },
  { name: "of a malformed delivery id", status: 400, headers: { "x-github-delivery": "d 1" } },
  { name: "of an endless delivery id", status: 400, headers: { "x-github-delivery": "d".repeat(101) } },
  { name: "without an event", status: 400, headers: { "x-github-event": "" } },
  { name: "of an event that only agents send", status: 400, headers: { "x-github-event": "hand-over" } },
  { name: "of a malformed event", status: 400, headers: { "x-github-event": "issues, push" } },
  { name: "blank", status: 400, body: "   \n" },
  { name: "no JSON", status: 400, body: "{" },
  { name: "two documents", status: 400, body: "{}{}" },
  { name: "null", status: 400, body: "null" },
  { name: "a number", status: 400, body: "5" },
  { name: "true", status: 400, body: "true" },
  { name: "an array", status: 400, body: "[]" },
  { name: "nested too deep", status: 400, body: `{"a":${"[".repeat(200_000)}` },
  {
    name: "about a repository with a path in its name",
    status: 400,
    body: '{"repository":{"full_name":"../.."}}',
  },
];

test.for(badRequests)(
  "a request that is $name gets $status with a sentence",
  async ({ status, body = issue, headers = {} }) => {
    const { handle, stored } = harness();
    const response = await handle(await signed(body, headers));
    expect(response.status).toBe(status);
    expect(((await response.json()) as { message: string }).message).toMatch(/^[A-Z].*[.?]/);
    expect(stored).toEqual([]);
  },
);

test("nothing of a body is looked at before its signature fits", async () => {
  const { handle } = harness();
  const response = await handle(await signed("{", { "x-hub-signature-256": await sign("another key", "{") }));
  expect(response.status).toBe(401);
});

test("a body as long as the limit is accepted, and of a longer one the rest is not read", async () => {
  const { handle } = harness({ maxBodyBytes: issue.length });
  const length = { "content-length": String(issue.length) };
  expect((await handle(await signed(issue, length))).status).toBe(202);

  const { url, headers } = await signed(issue);
  const stopped = Promise.withResolvers<void>();
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(issue.length)),
    cancel: () => stopped.resolve(),
  });
  expect((await handle(new Request(url, { method: "POST", headers, body, duplex: "half" }))).status).toBe(
    413,
  );
  await stopped.promise;
});

test("by default a body may have GitHub's 25 MiB", async () => {
  const handle = createWebhookHandler({ secrets: [secret], deliveries: { record: async () => "recorded" } });
  const declared = (bytes: number) => signed(issue, { "content-length": String(bytes) });
  expect((await handle(await declared(26_214_400))).status).toBe(202);
  expect((await handle(await declared(26_214_401))).status).toBe(413);
});

test("by default everything together takes less than the 10 s after which GitHub hangs up", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  onTestFinished(() => void vi.useRealTimers());
  const hanging: DeliveryStore = { record: () => new Promise(() => {}) };
  const handle = createWebhookHandler({ secrets: [secret], deliveries: hanging });
  const { url, headers } = await signed(issue);
  const endless = new ReadableStream<Uint8Array>();
  const slow = handle(new Request(url, { method: "POST", headers, body: endless, duplex: "half" }));
  const stalled = handle(await signed(issue));
  await vi.advanceTimersByTimeAsync(5000);
  expect((await slow).status).toBe(408);
  await vi.advanceTimersByTimeAsync(3000);
  expect((await stalled).status).toBe(503);
  expect(vi.getTimerCount()).toBe(0);
});

test("a flood of refusals is logged in part, and the log says how much of it", async () => {
  let now = 0;
  const logged: LogFields[] = [];
  const log = { ...silentLogger, warn: (_: string, fields: LogFields = {}) => void logged.push(fields) };
  const deliveries: DeliveryStore = { record: async () => "recorded" };
  const clock = { now: () => new Date(now) };
  const handle = createWebhookHandler({ secrets: [secret], deliveries, log, clock });
  const flood = async () => {
    for (let n = 0; n < 100; n += 1) await handle(await signed(issue, { "x-hub-signature-256": "" }));
  };
  await flood();
  await handle(await signed("{"));
  now += 1000;
  await flood();
  expect(logged.map(({ code, suppressed }) => [code, suppressed])).toEqual([
    ...Array(10).fill(["invalid_signature", undefined]),
    ["malformed_delivery", undefined],
    ["invalid_signature", 90],
    ...Array(9).fill(["invalid_signature", undefined]),
  ]);
});

test("no timer outlives its request", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  const { handle } = harness();
  expect((await handle(await signed(issue))).status).toBe(202);
  expect(vi.getTimerCount()).toBe(0);
});

test("a request without a body gets 401, since nothing can be signed", async () => {
  const { handle } = harness();
  const { url, headers } = await signed(issue);
  expect((await handle(new Request(url, { method: "POST", headers }))).status).toBe(401);
});

test("what was accepted and refused is logged as facts, never with the body", async () => {
  const logged: LogFields[] = [];
  const write = (event: string, fields?: LogFields) => void logged.push({ logged: event, ...fields });
  const handle = createWebhookHandler({
    secrets: [secret],
    deliveries: { record: async () => "recorded" },
    log: { ...silentLogger, info: write, warn: write },
  });
  await handle(await signed(issue));
  await handle(await signed('{"token":"canary"'));
  expect(logged).toMatchObject([
    { logged: "delivery.accepted", deliveryId: "d-1", subject: "acme/shop#7", status: "recorded" },
    { logged: "delivery.refused", status: 400, code: "malformed_delivery" },
  ]);
  expect(JSON.stringify(logged)).not.toContain("canary");
});

test("an answer never repeats what was sent", async () => {
  const { handle } = harness();
  const response = await handle(await signed('{"token":"canary"'));
  expect(await response.text()).not.toContain("canary");
});

test.for(["GET", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"])(
  "%s gets 405 and learns that POST is allowed",
  async (method) => {
    const { handle } = harness();
    const response = await handle(new Request("http://localhost/api/webhooks", { method }));
    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("POST");
  },
);

test.for([
  'Application/JSON; charset="UTF-8"',
  "application/json;",
  "application/json ; ",
  "application/json; charset=utf-8;",
])("the content type %j is JSON in UTF-8", async (type) => {
  const { handle } = harness();
  expect((await handle(await signed(issue, { "content-type": type }))).status).toBe(202);
  expect((await handle(await signed(issue, { "content-encoding": "identity" }))).status).toBe(202);
});

test("a character cut in two by chunks arrives whole", async () => {
  const { handle, stored } = harness();
  const body = issue.replace("opened", "🛒 opened");
  const request = await signed(body);
  const bytes = new TextEncoder().encode(body);
  const stream = ReadableStream.from([...bytes].map((byte) => Uint8Array.of(byte)));
  await handle(
    new Request(request.url, { method: "POST", headers: request.headers, body: stream, duplex: "half" }),
  );
  expect(stored[0]?.body).toBe(body);
});

test("a body that never ends gets 408", async () => {
  const { handle } = harness();
  const { headers, url } = await signed(issue);
  const endless = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(Uint8Array.of(0x7b)),
  });
  const response = await handle(new Request(url, { method: "POST", headers, body: endless, duplex: "half" }));
  expect(response.status).toBe(408);
  expect(response.headers.get("connection")).toBe("close");
});

test("a delivery that the database refused gets 503, and is asked for again", async () => {
  const { handle } = harness({
    record: () => Promise.reject(new OSOrganicError("store_unavailable", "password=canary")),
  });
  const response = await handle(await signed(issue));
  expect(response.status).toBe(503);
  expect(response.headers.get("retry-after")).toBe("30");
  expect(await response.text()).not.toContain("canary");
});

test("whatever else goes wrong gets the same 503, because the row may not be there", async () => {
  const { handle } = harness({ record: () => Promise.reject(new TypeError("canary")) });
  const response = await handle(await signed(issue));
  expect(response.status).toBe(503);
  expect(await response.json()).toEqual({
    error: "store_unavailable",
    message: "The delivery was not stored. Send it again.",
  });
});

test("a database that hangs gets 503 before GitHub hangs up", async () => {
  const { handle } = harness({ record: () => new Promise(() => {}) });
  expect((await handle(await signed(issue))).status).toBe(503);
});

test("a body in which GitHub's official test vector is signed is verified", async () => {
  // https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries#testing-the-webhook-payload-validation
  const { handle } = harness({ secrets: ["It's a Secret to Everybody"] });
  const signature = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
  const response = await handle(await signed("Hello, World!", { "x-hub-signature-256": signature }));
  expect(response.status).toBe(400); // the signature fits, the body is no JSON
});

test("a handler without a secret cannot be made", () => {
  const deliveries: DeliveryStore = { record: async () => "recorded" };
  expect(() => createWebhookHandler({ secrets: [], deliveries })).toThrow("GITHUB_WEBHOOK_SECRET");
  expect(() => createWebhookHandler({ secrets: [""], deliveries })).toThrow("GITHUB_WEBHOOK_SECRET");
  // Anybody can sign with an empty secret, so one among others is as bad.
  expect(() => createWebhookHandler({ secrets: [secret, ""], deliveries })).toThrow("GITHUB_WEBHOOK_SECRET");
});
