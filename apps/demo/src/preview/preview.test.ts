import { createHmac } from "node:crypto";
import { Octokit } from "@octokit/rest";
import { afterAll, beforeAll, expect, test } from "vitest";
import { featureTypescript, script } from "../scenarios/feature-typescript.ts";
import { type Preview, startPreview } from "./start-preview.ts";

let preview: Preview;

beforeAll(async () => {
  preview = await startPreview(script);
});
afterAll(() => preview.close());

const at = { owner: "acme", repo: "shop" };
const body = JSON.stringify({ action: "created", repository: { full_name: "acme/shop" } });

async function deliver({
  id,
  secret = preview.webhookSecret,
}: {
  readonly id: string;
  readonly secret?: string;
}) {
  const response = await fetch(`${preview.url}/api/webhooks`, {
    method: "POST",
    body,
    headers: {
      "content-type": "application/json",
      "x-github-event": "star",
      "x-github-delivery": id,
      "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
    },
  });
  return { httpStatus: response.status, ...((await response.json()) as object) };
}

async function askHealth(url: string) {
  const response = await fetch(`${url}/api/health`);
  return { httpStatus: response.status, ...((await response.json()) as object) };
}

test("the deployed child is healthy", async () => {
  expect(await askHealth(preview.url)).toEqual({
    httpStatus: 200,
    status: "ok",
    checks: { environment: "ok", database: "ok" },
  });
});

test("a child that is deployed without a secret, or with another database's key, is not healthy", async () => {
  const withoutSecret = await preview.deployWith({ GITHUB_WEBHOOK_SECRET: "" });
  expect(await askHealth(withoutSecret)).toMatchObject({
    httpStatus: 503,
    checks: { environment: "failing" },
  });
  const withoutDatabase = await preview.deployWith({ SUPABASE_SECRET_KEY: "sb_secret_another" });
  expect(await askHealth(withoutDatabase)).toMatchObject({
    httpStatus: 503,
    checks: { environment: "ok", database: "failing" },
  });
});

test("a signed delivery is stored, and the same again is a duplicate", async () => {
  const id = "7c1e4b0a-0000-4000-8000-000000000001";
  expect(await deliver({ id })).toEqual({ httpStatus: 202, status: "recorded", id });
  expect(await deliver({ id })).toEqual({ httpStatus: 202, status: "duplicate", id });
});

test("a bad signature is refused", async () => {
  const forged = await deliver({ id: "7c1e4b0a-0000-4000-8000-000000000002", secret: "a guess" });
  expect(forged).toMatchObject({ httpStatus: 401 });
});

test("only what the child's functions export answers", async () => {
  const statusOf = async (path: string, method: string) =>
    (await fetch(`${preview.url}${path}`, { method })).status;
  expect(await statusOf("/api/webhooks", "GET")).toBe(405);
  expect(await statusOf("/api/health", "POST")).toBe(405);
  expect(await statusOf("/api/report", "GET")).toBe(404);
  expect(await statusOf("/", "GET")).toBe(404);
});

test("an issue that GitHub tells the deployed child of is asked about", async () => {
  const { twin } = preview;
  const person = new Octokit({ baseUrl: twin.url, auth: twin.token("shopkeeper") });
  const { data: issue } = await person.issues.create({ ...at, ...featureTypescript.issue });
  await preview.settle();
  const { data: comments } = await person.issues.listComments({ ...at, issue_number: issue.number });
  expect(comments.map(({ user }) => user?.login)).toEqual(["osorganicai[bot]"]);
  expect(comments[0]?.body).toContain("Which codes are there, and what does each one do?");
  expect(comments[0]?.body).toMatch(/<!-- osorganicai:questions:1:[0-9a-f]{32} -->$/);
  const { data: labels } = await person.issues.listLabelsOnIssue({ ...at, issue_number: issue.number });
  expect(labels.map(({ name }) => name)).toEqual(["needs-clarification"]);
  expect(await twin.violations()).toEqual([]);
});
