import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Octokit } from "@octokit/rest";
import { expect, test } from "vitest";
import { receiveWebhooks, startTestTwin } from "../test-twin.ts";
import { connectToGitHubTwin } from "./connect-to-github-twin.ts";

test("a twin is controlled over HTTP as within its process", async () => {
  const { twin, at } = await startTestTwin({ "README.md": "# Shop\n" });
  const distant = await connectToGitHubTwin(twin.url);
  expect([distant.app, distant.token("octocat")]).toEqual([twin.app, twin.token("octocat")]);
  expect(() => distant.token("nobody")).toThrow('The twin has no person "nobody".');
  const webhooks = await receiveWebhooks(distant);
  webhooks.answer.status = 500;
  const octocat = new Octokit({ baseUrl: distant.url, auth: distant.token("octocat") });
  await octocat.issues.create({ ...at, title: "Coupons" });
  await distant.idle();
  webhooks.answer.status = 202;
  expect(await distant.redeliverFailed()).toBe(1);
  expect(await webhooks.keys()).toEqual(["issues.opened", "issues.opened"]);
  expect(await distant.journal()).toEqual(await twin.journal());
  expect(await distant.violations()).toEqual([]);
});

test("what happened is on disk before anybody is answered", async () => {
  const { twin, directory, at, as } = await startTestTwin({ "README.md": "# Shop\n" });
  await as("octocat").issues.create({ ...at, title: "Coupons" });
  const lines = (await readFile(join(directory, "journal.jsonl"), "utf8")).trim().split("\n");
  expect(lines.map((line) => JSON.parse(line))).toEqual(await twin.journal());
  expect(await twin.journal()).toMatchObject([
    {
      kind: "request",
      actor: "octocat",
      method: "POST",
      path: "/repos/acme/shop/issues",
      operation: "issues/create",
      status: 201,
    },
  ]);
});

test("control that makes no sense is refused and does not take the twin along", async () => {
  const { twin } = await startTestTwin({ "README.md": "# Shop\n" });
  const garbage = await fetch(`${twin.url}/_twin/webhook`, { method: "PUT", body: "{" });
  const unknown = await fetch(`${twin.url}/_twin/nothing`);
  expect([garbage.status, unknown.status, (await twin.violations()).length]).toEqual([500, 404, 1]);
});

test("an address without a twin is named", async () => {
  const { twin } = await startTestTwin({ "README.md": "# Shop\n" });
  await expect(connectToGitHubTwin(`${twin.url}/acme`)).rejects.toThrow(/is no GitHub twin/);
});
