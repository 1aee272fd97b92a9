import { randomUUID } from "node:crypto";
import { createAddressList, forwardedSource } from "@osorganicai/webhook-handler";
import { expect } from "vitest";
import {
  type Check,
  expectNoLeak,
  expectRefused,
  expectStored,
  issueBody,
  send,
  serveAnother,
  sign,
} from "./scene.ts";
import { exchange, messageOf, parseAnswers } from "./send-raw.ts";

const quick = { record: async () => "recorded" as const };

function signedHeaders(id: string, body: string): readonly (readonly [string, string])[] {
  return [
    ["content-type", "application/json"],
    ["x-github-delivery", id],
    ["x-github-event", "issues"],
    ["x-hub-signature-256", sign(body)],
  ];
}

/** The family WHH: methods, paths, sources, and many requests at once. */
export const httpCases: Readonly<Record<string, Check>> = {
  "WHH-001": async (scene) => {
    for (const method of ["GET", "PUT", "DELETE", "OPTIONS", "HEAD", "PATCH"]) {
      const answer = await send(scene, issueBody(), { method });
      expect(answer.status).toBe(405);
      expect(answer.headers.get("allow")).toBe("POST");
      if (method === "HEAD") expect(answer.body).toBe("");
    }
  },
  "WHH-002": async (scene) => {
    const strict = await serveAnother(scene, { path: "/api/webhooks" });
    const targets = [
      "/api/webhooks/",
      "//api/webhooks",
      "/api//webhooks",
      "/api%2fwebhooks",
      "/api/webhooks%00",
      "/",
      "*",
    ];
    for (const target of targets) await expectRefused(strict, [404], [issueBody(), { target }]);
    await expectStored(strict, issueBody(), { target: "/api/webhooks?x=1" });
    await expectStored(strict, issueBody(), { target: "http://example.org/api/webhooks" });
  },
  "WHH-005": async (scene) => {
    const other = await serveAnother(scene);
    await expectStored(other, issueBody(), { target: "/api/webhooks?token=canary" });
    await send(other, "{", { target: "/api/webhooks?token=canary" });
    expect(JSON.stringify(other.server.logged)).not.toContain("canary");
  },
  "WHH-007": async (scene) => {
    const allowSource = createAddressList({ load: async () => ["192.30.252.0/22"] });
    const listed = await serveAnother(scene, { sourceOf: forwardedSource(1), allowSource });
    // The answer comes before the body.
    const stranger = {
      headers: { "x-forwarded-for": "192.30.252.1, 10.0.0.1" },
      length: "1000",
      pieces: ["{"],
    };
    expect((await send(listed, "", stranger)).status).toBe(403);
    await expectStored(listed, issueBody(), { headers: { "x-forwarded-for": "10.0.0.1, 192.30.253.9" } });
  },
  "WHH-008": async (scene) => {
    const load = () => Promise.reject(new Error("unreachable"));
    const listed = await serveAnother(scene, {
      sourceOf: () => "10.0.0.1",
      allowSource: createAddressList({ load }),
    });
    await expectStored(listed, issueBody());
    await expectRefused(listed, [401], [issueBody(), { headers: { "x-hub-signature-256": sign("x") } }]);
  },
  "WHH-009": async (scene) => {
    await expectStored(scene, issueBody(), { version: "1.0" });
    const other = await serveAnother(scene, { deliveries: quick });
    const ids = Array.from({ length: 1000 }, () => randomUUID());
    const body = issueBody();
    const requests = ids.flatMap((id, n) => [
      ...messageOf({
        headers: [...signedHeaders(id, body), ["connection", n === ids.length - 1 ? "close" : "keep-alive"]],
        pieces: [body],
      }),
    ]);
    const answers = parseAnswers(await exchange(other.server.port, [Buffer.concat(requests)]));
    expect(answers.map((answer) => JSON.parse(answer.body).id)).toEqual(ids);
  },
  "WHH-011": async (scene) => {
    const sourceOf = forwardedSource(1);
    const other = await serveAnother(scene, { sourceOf, rateLimit: { perMinute: 60_000 } });
    const bad = { headers: { "x-hub-signature-256": sign("x"), "x-forwarded-for": "10.6.6.6" } };
    const statuses: number[] = [];
    const flood = Array.from({ length: 40 }, async () => {
      for (let n = 0; n < 50; n += 1) statuses.push((await send(other, issueBody(), bad)).status);
    });
    for (let n = 0; n < 20; n += 1)
      await expectStored(other, issueBody(), { headers: { "x-forwarded-for": "192.30.252.1" } });
    await Promise.all(flood);
    const lines = other.server.logged.filter((line) => line["event"] === "delivery.refused");
    expect(new Set(statuses)).toEqual(new Set([401, 429]));
    expect(lines.length).toBeLessThan(1000);
  },
  "WHH-012": async (scene) => {
    const requests: readonly (readonly [number, Parameters<typeof send>[2]])[] = [
      [405, { method: "GET" }],
      [413, { length: "99999999" }],
      [415, { headers: { "content-type": "canary" } }],
      [400, { headers: { "x-github-event": "canary?" } }],
      [400, { headers: { "x-github-delivery": "canary!" } }],
      [401, { headers: { "x-hub-signature-256": `sha256=${"0".repeat(64)}` } }],
      [400, { headers: { "x-github-event": "issue_comment" } }],
    ];
    for (const [status, request] of requests) {
      const answer = await send(scene, issueBody({ token: "canary" }), request);
      expect(answer.status).toBe(status);
      expectNoLeak(answer);
    }
    const record = () => Promise.reject(new Error("canary at /src/store.ts"));
    const broken = await serveAnother(scene, { deliveries: { record } });
    expect((await send(broken, issueBody())).status).toBe(503);
  },
};
