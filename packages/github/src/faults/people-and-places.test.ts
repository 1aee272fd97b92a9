import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { systemClock } from "@osorganicai/core";
import * as testing from "@osorganicai/testing";
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from "vitest";
import { createGitHub } from "../create-github.ts";
import { commitTo, openPull } from "./effect-scenes.ts";
import { type FaultWorld, startFaultWorld } from "./fault-world.ts";

let world: FaultWorld;
beforeAll(async () => {
  world = await startFaultWorld(testing);
});
afterEach(() => world.fail());
afterAll(() => world.close());

interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly authorization: string | undefined;
}

/** Another server, which answers as it is told and remembers who asked. */
async function startServer(
  answer: (asked: Asked) => {
    readonly status?: number;
    readonly headers?: Record<string, string>;
    readonly body: unknown;
  },
) {
  const asked: Asked[] = [];
  const server = createServer(({ method = "", url = "", headers }, outgoing) => {
    const request = { method, url: new URL(url, "http://any"), authorization: headers.authorization };
    asked.push(request);
    const { status = 200, headers: extra = {}, body } = answer(request);
    outgoing.writeHead(status, { "content-type": "application/json", ...extra }).end(JSON.stringify(body));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  onTestFinished(() => void server.close());
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const moved = (location: string, status: number) =>
  ({ kind: "answer", when: "before", status, headers: { location } }) as const;

test.for([301, 302, 307])(
  "GHF-012: a repository that has moved (%i) is read and written at its new place",
  async (status) => {
    const issue = await world.openIssue();
    const place = `${world.twin.url}/repos/acme/shop/issues/${issue.number}`;
    await world.fail(
      { on: "issues/get", trouble: moved(place, status), times: 1 },
      { on: "issues/create-comment", trouble: moved(`${place}/comments`, status), times: 1 },
    );
    const github = world.connect();
    expect(await github.issue(issue)).toMatchObject(issue);
    await github.comment(world.freshContext(), issue, { key: "k", body: "Once." });
    expect(await world.bodies(issue)).toHaveLength(1);
  },
);

test("GHF-012: our credentials are shown to no other host, and nothing is written there", async () => {
  const issue = await world.openIssue();
  const stranger = await startServer(() => ({ status: 404, body: { message: "Not Found" } }));
  await world.fail({ on: "everything", trouble: moved(`${stranger.url}/repos/x`, 307), after: 2 });
  const github = world.connect({ credentials: { token: world.twin.token("acme") } });
  await world.fail({ on: "issues/get", trouble: moved(`${stranger.url}/x`, 301) });
  await expect(github.issue(issue)).rejects.toMatchObject({ code: "github_not_found" });
  await world.fail({ on: "issues/create-comment", trouble: moved(`${stranger.url}/x`, 307) });
  await expect(github.comment(world.freshContext(), issue, { key: "k", body: "x" })).rejects.toMatchObject({
    code: "github_not_found",
    message: expect.stringContaining("moved"),
  });
  expect(stranger.asked.map(({ method, authorization }) => [method, authorization])).toEqual([
    ["GET", undefined],
  ]);
});

test("GHF-009: the App's own token is dated back, short, and follows GitHub's clock", async () => {
  const late = systemClock.now().getTime() - 3_600_000;
  const claims: { readonly iat: number; readonly exp: number }[] = [];
  const github = await startServer(({ authorization = "" }) => {
    claims.push(JSON.parse(Buffer.from(authorization.split(".")[1] ?? "", "base64url").toString()));
    const message =
      "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued";
    return { status: 401, headers: { date: new Date(late).toUTCString() }, body: { message } };
  });
  const { id: appId, privateKey } = world.twin.app;
  const credentials = { appId, privateKey };
  const adapter = createGitHub({
    credentials,
    effects: testing.createMemoryEffectLedger(),
    baseUrl: github.url,
  });
  await expect(adapter.self()).rejects.toMatchObject({ code: "github_forbidden" });
  expect(claims.length).toBe(2); // once more with GitHub's time, and no loop
  const [ours, theirs] = claims;
  expect(systemClock.now().getTime() / 1000 - (ours?.iat ?? 0)).toBeGreaterThanOrEqual(29);
  expect((ours?.exp ?? 0) - (ours?.iat ?? 0)).toBeLessThanOrEqual(600);
  expect(Math.abs((theirs?.iat ?? 0) - late / 1000)).toBeLessThan(120);
});

test("GHF-027: of a long thread only the end is read, by time", async () => {
  const self = { id: 1, login: "bot", type: "Bot" };
  const written = { id: 7, user: self, html_url: "https://x.test/7", body: "" };
  const github = await startServer(({ method, url }) => {
    if (url.pathname === "/user") return { body: self };
    if (method === "POST") return { status: 201, body: written };
    if (url.pathname.endsWith("/issues/comments/7")) return { body: written };
    const next = `<${github.url}${url.pathname}?page=${Number(url.searchParams.get("page") ?? 1) + 1}>; rel="next"`;
    return url.searchParams.has("since") ? { body: [] } : { headers: { link: next }, body: [] };
  });
  const adapter = createGitHub({
    credentials: { token: "t" },
    effects: testing.createMemoryEffectLedger(),
    baseUrl: github.url,
    settlePausesMs: [],
  });
  const issue = { repository: "acme/shop", number: 1 };
  // What is read back is not ours, because this server keeps nothing: only how it was looked for counts here.
  await adapter.comment(world.freshContext(1), issue, { key: "k", body: "x" }).catch(() => undefined);
  const lists = github.asked.filter(
    ({ method, url }) => method === "GET" && url.pathname.endsWith("/issues/1/comments"),
  );
  expect(lists).toHaveLength(1);
  const since = Date.parse(lists[0]?.url.searchParams.get("since") ?? "");
  expect(systemClock.now().getTime() - since).toBeLessThan(11 * 60 * 1000);
});

async function commentOn(issue: Parameters<ReturnType<FaultWorld["connect"]>["comment"]>[1], body: string) {
  return world.connect().comment(world.freshContext(), issue, { key: "status", body });
}

test("GHF-028: our comment that somebody deleted is written once more, and not for ever", async () => {
  const issue = await world.openIssue();
  const { id } = await commentOn(issue, "One.");
  await world.person.issues.deleteComment({ ...world.at, comment_id: id });
  const again = await commentOn(issue, "Two.");
  expect(again.id).not.toBe(id);
  expect((await commentOn(issue, "Three.")).id).toBe(again.id);
  expect(await world.bodies(issue)).toHaveLength(1);
});

test("GHF-029: our comment whose marker somebody took out is known by its id", async () => {
  const issue = await world.openIssue();
  const { id } = await commentOn(issue, "One.");
  await world.person.issues.updateComment({ ...world.at, comment_id: id, body: "Edited by hand." });
  expect((await commentOn(issue, "Two.")).id).toBe(id);
  expect(await world.bodies(issue)).toEqual([expect.stringMatching(/^Two\.\n\n<!-- osorganicai:status:/)]);
});

test("a marker that was signed for another place or with another key is nobody's", async () => {
  const [issue, other] = [await world.openIssue(), await world.openIssue()];
  const { body } = await commentOn(other, "One.");
  const bot = world.connect({
    effects: testing.createMemoryEffectLedger({ markerKey: "of another instance" }),
  });
  await bot.comment(world.freshContext(), issue, { key: "copied", body: "x" });
  await bot.comment(world.freshContext(), issue, { key: "status", body: "Theirs." });
  await commentOn(issue, "Ours.");
  const bodies = await world.bodies(issue);
  expect(bodies.map((text) => text.split("\n")[0])).toEqual(["x", "Theirs.", "Ours."]);
  expect(bodies.at(-1)).not.toContain(body.split("\n").at(-1));
});

test("a comment from before there were keys is adopted, and signed when it changes", async () => {
  const issue = await world.openIssue();
  const { authorization } = await world.connect().cloneAccess("acme/shop");
  const [, token = ""] = Buffer.from(authorization.replace("Basic ", ""), "base64").toString().split(":");
  const post = (text: string) =>
    fetch(`${world.twin.url}/repos/acme/shop/issues/${issue.number}/comments`, {
      method: "POST",
      headers: { authorization: `token ${token}` },
      body: JSON.stringify({ body: text }),
    });
  await post("One.\n\n<!-- osorganicai:status -->");
  await commentOn(issue, "One.");
  expect(await world.bodies(issue)).toEqual(["One.\n\n<!-- osorganicai:status -->"]);
  await commentOn(issue, "Two.");
  expect(await world.bodies(issue)).toEqual([
    expect.stringMatching(/^Two\..+osorganicai:status:[0-9a-f]{32} -->$/s),
  ]);
});

test("GHF-040: a base branch that moved on is no obstacle to a branch from where it was", async () => {
  const commit = await commitTo(world, "feature/behind");
  const sooner = await commitTo(world, "feature/sooner");
  const { sha } = await sooner(world.connect(), world.freshContext());
  await world.person.git.updateRef({ ...world.at, ref: "heads/main", sha });
  await commit(world.connect(), world.freshContext());
  const pull = await openPull(world.connect(), world.freshContext(), "feature/behind");
  const github = world.connect();
  await github.markReadyForReview(world.freshContext(), pull);
  await github.merge(world.freshContext(), pull, { headSha: pull.headSha });
  expect((await github.pullRequest(pull)).merged).toBe(true);
});

test("GHF-044: the intent is written down before GitHub hears of it, so that our own webhook finds it", async () => {
  const issue = await world.openIssue();
  const carriedOut = () => world.carriedOut("issues/create-comment");
  const before = await carriedOut();
  const seen: string[] = [];
  const ledger = world.ledger;
  const effects = {
    ...ledger,
    begin: async (intent: Parameters<typeof ledger.begin>[0]) => {
      seen.push(`intent, ${(await carriedOut()) - before} written`);
      return ledger.begin(intent);
    },
    settle: async (id: string, result: unknown) => {
      seen.push(`settled, ${(await carriedOut()) - before} written`);
      await ledger.settle(id, result);
    },
  };
  await world.connect({ effects }).comment(world.freshContext(), issue, { key: "k", body: "Once." });
  expect(seen).toEqual(["intent, 0 written", "settled, 1 written"]);
});

test("a comment that was heard of is read although the list is behind, unless it was deleted", async () => {
  const issue = await world.openIssue();
  const place = { ...world.at, issue_number: issue.number };
  const write = async (body: string) => (await world.person.issues.createComment({ ...place, body })).data.id;
  const [deleted, answer] = [await write("My password is…"), await write("All of them.")];
  await world.person.issues.deleteComment({ ...world.at, comment_id: deleted });
  await world.fail({ on: "reads", trouble: { kind: "stale", lagMs: 60_000 } });
  const bodies = async (including?: number) =>
    (await world.connect().comments(issue, including === undefined ? {} : { including })).map(
      ({ body }) => body,
    );
  expect(await bodies()).toEqual([]);
  expect(await bodies(answer)).toEqual(["All of them."]);
  expect(await bodies(deleted)).toEqual([]);
});
