import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { type Check, expectRefused, expectStored, issueBody, sign } from "./scene.ts";
import { sendRaw } from "./send-raw.ts";

/** Stored as it came; what follows from it is decided by routes and agents, and proved there. */
const stores =
  (event: string, change: () => object): Check =>
  async (scene) => {
    await expectStored(scene, issueBody(change()), { headers: { "x-github-event": event } });
  };

const refuses =
  (event: string, body: string = issueBody()): Check =>
  (scene) =>
    expectRefused(scene, [400], [body, { headers: { "x-github-event": event } }]);

const issue = () => ({ number: 7, title: randomUUID() });
const pullRequest = () => ({
  issue: undefined,
  pull_request: { number: 8, title: randomUUID(), base: { ref: "develop" } },
});

/** The family WHV: names of events, and events that nobody reacts to or that come at a bad moment. */
export const eventCases: Readonly<Record<string, Check>> = {
  "WHV-001": stores("brand_new", () => ({})),
  "WHV-002": stores("issues", () => ({ action: "teleported", issue: issue() })),
  "WHV-005": async (scene) => {
    for (const name of ["hasOwnProperty", "constructor", "__proto__", "toString"])
      await stores(name, () => ({ issue: issue() }))(scene);
  },
  "WHV-006": async (scene) => {
    for (const name of ["*", "error", "any"]) await stores(name, () => ({ issue: issue() }))(scene);
  },
  "WHV-008": async (scene) => {
    const body = issueBody();
    for (const name of ["issues\r\nX: y", "issues\nx", "issues\rx"]) {
      const id = randomUUID();
      const answer = await sendRaw(scene.server.port, {
        headers: [
          ["content-type", "application/json"],
          ["x-github-delivery", id],
          ["x-hub-signature-256", sign(body)],
          ["x-github-event", name],
        ],
        pieces: [body],
      });
      // The first is two headers, and therefore an event; the HTTP layer knows no other line end.
      expect([202, 400]).toContain(answer.status);
    }
    for (const line of scene.server.logged) expect(String(line["githubEvent"] ?? "")).not.toMatch(/[\r\n]/);
    await refuses("issues\tx")(scene);
    await refuses("issues\u00e9")(scene);
  },
  "WHV-009": async (scene) => {
    await refuses("a".repeat(10_240))(scene);
    await refuses("a".repeat(65))(scene);
  },
  "WHV-011": async (scene) => {
    await refuses("issues, push")(scene);
    const headers = { "x-github-event": "issues", "X-GitHub-Event": "push" };
    await expectRefused(scene, [400], [issueBody(), { headers }]);
    const ids = { "x-github-delivery": randomUUID(), "X-GitHub-Delivery": randomUUID() };
    await expectRefused(scene, [400], [issueBody(), { headers: ids }]);
  },
  "WHV-013": async (scene) => {
    const comment = issueBody({ action: "created", comment: { id: 1, body: "Yes." } });
    await refuses("issues", comment)(scene);
    await refuses("pull_request", comment)(scene);
    await refuses("issue_comment")(scene);
  },
  "WHV-015": stores("issues", () => ({ action: "edited", issue: issue() })),
  "WHV-017": stores("issue_comment", () => ({
    action: "created",
    issue: { ...issue(), pull_request: { url: "https://api.github.com/repos/acme/shop/pulls/7" } },
    comment: { id: 1, body: "Looks good." },
  })),
  "WHV-018": stores("issues", () => ({ action: "deleted", issue: issue() })),
  "WHV-019": stores("issues", () => ({
    action: "labeled",
    issue: issue(),
    label: { name: "ready-for-dev" },
  })),
  "WHV-021": stores("issues", () => ({
    action: "labeled",
    issue: issue(),
    label: { name: "ready-for-dev" },
    sender: { id: 9, login: "other[bot]", type: "Bot" },
  })),
  "WHV-022": stores("issues", () => ({
    action: "labeled",
    issue: issue(),
    label: { name: "ready‑for‑dev " },
  })),
  "WHV-025": stores("pull_request", () => ({ action: "closed", ...pullRequest() })),
  "WHV-026": stores("push", () => ({
    ref: `refs/heads/${randomUUID()}`,
    after: "0".repeat(40),
    deleted: true,
  })),
  "WHV-027": stores("installation", () => ({
    action: "deleted",
    installation: { id: 3 },
    issue: undefined,
    at: randomUUID(),
  })),
  "WHV-030": stores("repository", () => ({ action: "publicized", issue: undefined, at: randomUUID() })),
  "WHV-031": stores("member", () => ({ action: "removed", issue: undefined, at: randomUUID() })),
};
