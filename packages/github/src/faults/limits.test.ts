import { type Clock, type RateLimiter, systemClock } from "@osorganicai/core";
import * as testing from "@osorganicai/testing";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type FaultWorld, startFaultWorld } from "./fault-world.ts";

let world: FaultWorld;
beforeAll(async () => {
  world = await startFaultWorld(testing);
});
afterEach(() => world.fail());
afterAll(() => world.close());

/** Time that passes when somebody waits, and only then. */
function createWaitingClock() {
  let ms = systemClock.now().getTime();
  const clock: Clock = { now: () => new Date(ms) };
  const pause = async (delayMs: number) => {
    ms += delayMs;
  };
  return { clock, pause };
}

/** Knows of silence alone: counting is the store's, and tested there. */
function createSilence({ now }: Clock) {
  let notBefore = 0;
  const held = new Set<string>();
  const limiter: RateLimiter = {
    async take({ holdMs }) {
      const waitMs = notBefore - now().getTime();
      if (waitMs > 0) return { granted: false, waitMs };
      const id = holdMs === undefined ? undefined : `turn ${held.size}`;
      if (id) held.add(id);
      return { granted: true, id };
    },
    end: async (_, id) => void held.delete(id),
    async holdOff(_, forMs) {
      notBefore = Math.max(notBefore, now().getTime() + forMs);
    },
  };
  return { limiter, held };
}

const limits: readonly (readonly [
  id: string,
  status: number,
  headers: Record<string, string>,
  waitMs: number,
])[] = [
  ["GHF-001", 403, { "retry-after": "60" }, 60_000],
  ["GHF-003", 429, { "retry-after": "7" }, 7000],
  ["GHF-005", 429, { "retry-after": "1000000000" }, 3_600_000],
];
test.for(limits)(
  "%s: after %i with %j nothing is sent before its time, by no process, and then one comment is written",
  async ([, status, headers, waitMs]) => {
    const { clock, pause } = createWaitingClock();
    const { limiter, held } = createSilence(clock);
    const options = { limiter, clock, pause };
    const issue = await world.openIssue();
    const comment = () =>
      world.connect(options).comment(world.freshContext(1), issue, { key: "k", body: "Once." });
    const sent = async () =>
      (await world.twin.journal()).filter(({ kind }) => kind === "request" || kind === "fault").length;
    const trouble = { kind: "answer", when: "before", status, headers } as const;
    await world.fail({ on: "issues/create-comment", trouble, times: 1 });
    await expect(comment()).rejects.toMatchObject({ code: "github_rate_limited", retryAfterMs: waitMs });
    expect(held.size).toBe(0);
    const before = await sent();
    await pause(waitMs - 5001); // more than anybody waits for without leaving its place
    await expect(comment()).rejects.toMatchObject({ code: "github_rate_limited", retryAfterMs: 5001 });
    expect(await sent()).toBe(before);
    await pause(1);
    await comment();
    expect(await world.bodies(issue)).toHaveLength(1);
  },
);

test("GHF-001: an answer that used a limit up silences everybody until it is reset", async () => {
  const { clock, pause } = createWaitingClock();
  const { limiter } = createSilence(clock);
  const github = world.connect({ limiter, clock, pause });
  const issue = await world.openIssue();
  await github.issue(issue);
  const now = Math.floor(systemClock.now().getTime() / 1000);
  const headers = {
    "x-ratelimit-remaining": "0",
    "x-ratelimit-reset": String(now + 900),
    date: new Date(now * 1000).toUTCString(),
  };
  const body = { number: issue.number, id: 1, title: "x", labels: [] };
  const trouble = { kind: "answer", when: "after", status: 200, headers, body } as const;
  await world.fail({ on: "issues/get", trouble, times: 1 });
  await github.issue(issue);
  await expect(github.issue(issue)).rejects.toMatchObject({
    code: "github_rate_limited",
    retryAfterMs: 900_000,
  });
});

test("GHF-038: while GitHub is down nothing is lost, and afterwards everything is there once", async () => {
  const issue = await world.openIssue();
  await world.fail({ on: "everything", trouble: { kind: "answer", when: "before", status: 503 } });
  const runs = [1, 2, 3].map((number) => ({ number, context: world.freshContext(1) }));
  const tryAll = () =>
    Promise.allSettled(
      runs.map(({ number, context: { runId } }) =>
        world
          .connect()
          .comment({ ...world.freshContext(1), runId }, issue, { key: `${number}`, body: "Once." }),
      ),
    );
  for (const hour of [1, 2]) {
    const ended = await tryAll();
    expect(
      ended.map(({ status }) => status),
      `try ${hour}`,
    ).toEqual(["rejected", "rejected", "rejected"]);
  }
  await world.fail();
  await tryAll();
  await tryAll();
  expect(await world.bodies(issue)).toHaveLength(3);
});
