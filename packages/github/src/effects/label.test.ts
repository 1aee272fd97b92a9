import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { systemClock } from "@osorganicai/core";
import { createMemoryEffectLedger, createTestRun } from "@osorganicai/testing";
import { expect, onTestFinished, test } from "vitest";
import { connect } from "../connect.ts";
import { createLabel } from "./label.ts";
import { createPerformEffect } from "./perform-effect.ts";

const issue = { repository: "acme/shop", number: 1 };

/** A GitHub on which an issue shows two labels, and removing them is answered with this status. */
async function startGitHub(status: number) {
  const removals: string[] = [];
  const server = createServer(({ method, url = "" }, answer) => {
    // Nothing is left once somebody was asked to remove the last one, whatever is answered.
    const present = removals.length < 2 ? ["blocked", "paused"] : [];
    if (method === "DELETE") removals.push(decodeURIComponent(url.split("/").at(-1) ?? ""));
    answer.writeHead(method === "GET" ? 200 : status, { "content-type": "application/json" });
    const labels = present.map((name) => ({ name }));
    answer.end(JSON.stringify(method === "GET" ? { labels } : { message: "Label does not exist" }));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  onTestFinished(() => void server.close());
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const connection = connect({ credentials: { token: "t" }, baseUrl, timeoutMs: 5000 });
  const perform = createPerformEffect({
    effects: createMemoryEffectLedger(),
    clock: systemClock,
    settlePausesMs: [],
    holdMs: 1000,
    pause: async () => {},
  });
  return { removals, label: createLabel(connection, perform) };
}

test("a label that a human has removed meanwhile keeps none of the others", async () => {
  const { removals, label } = await startGitHub(404);
  await label(createTestRun().context, issue, { add: [], remove: ["blocked", "paused"] });
  expect(removals).toEqual(["blocked", "paused"]);
});

test("a label that may not be removed is a failure", async () => {
  const { label } = await startGitHub(403);
  const removal = label(createTestRun().context, issue, { add: [], remove: ["blocked"] });
  await expect(removal).rejects.toMatchObject({ code: "github_forbidden" });
});
