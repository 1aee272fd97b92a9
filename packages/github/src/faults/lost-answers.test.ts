import type { TwinTrouble } from "@osorganicai/testing";
import * as testing from "@osorganicai/testing";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { effectScenes } from "./effect-scenes.ts";
import { type FaultWorld, startFaultWorld } from "./fault-world.ts";

let world: FaultWorld;
beforeAll(async () => {
  world = await startFaultWorld(testing);
});
afterEach(async () => {
  await world.fail();
  expect(await world.twin.violations()).toEqual([]);
});
afterAll(() => world.close());

const answered = (when: "before" | "after", status: number, body?: unknown): TwinTrouble => ({
  kind: "answer",
  when,
  status,
  ...(body !== undefined && { body }),
});

/** What may happen to the one request that writes. Ids are those of the catalogue of GitHub's faults. */
const troubles: readonly (readonly [id: string, what: string, trouble: TwinTrouble])[] = [
  ["GHF-021", "502 instead of the work", answered("before", 502)],
  ["GHF-021", "502 after the work", answered("after", 502)],
  ["GHF-023", "a connection cut after the work", { kind: "cut", when: "after" }],
  ["GHF-024", "a connection cut before the work", { kind: "cut", when: "before" }],
  ["GHF-031", "success with half a body", answered("after", 201, '{"id": 1, "node')],
  ["GHF-032", "success with an id of another type", answered("after", 201, { id: "x", sha: 7 })],
];
/** What is lost is the same for every effect; how an answer may look is the same for all answers, so one kind shows it. */
const lost = effectScenes.flatMap((scene) =>
  troubles
    .filter(([, , { kind }]) => kind === "cut" || scene.kind === "a comment" || scene.kind === "a merge")
    .map(([id, what, trouble]) => ({ ...scene, id, what, trouble })),
);

test.for(lost)("$id: $kind is there once after $what", async ({ operation, arrange, trouble }) => {
  const { act, count } = await arrange(world);
  await world.fail({ on: operation, trouble, times: 1 });
  const troubled = await world.troubles();
  await act(world.connect(), world.freshContext());
  await world.fail();
  expect(await world.troubles()).toBe(troubled + 1);
  expect(await count()).toBe(1);
});

const statuses = [500, 503, 504].flatMap((status) =>
  (["before", "after"] as const).map((when) => ({ status, when })),
);
test.for(statuses)(
  "GHF-021: a comment is there once after $status $when the work",
  async ({ status, when }) => {
    const issue = await world.openIssue();
    await world.fail({ on: "issues/create-comment", trouble: answered(when, status), times: 1 });
    await world.connect().comment(world.freshContext(), issue, { key: "k", body: "Once." });
    expect(await world.bodies(issue)).toHaveLength(1);
  },
);

test("GHF-031: a page of a proxy instead of a comment is no answer", async () => {
  const issue = await world.openIssue();
  const headers = { "content-type": "text/html" };
  const trouble: TwinTrouble = { kind: "answer", when: "after", status: 201, headers, body: "<html>" };
  await world.fail({ on: "issues/create-comment", trouble, times: 1 });
  await world.connect().comment(world.freshContext(), issue, { key: "k", body: "Once." });
  expect(await world.bodies(issue)).toHaveLength(1);
});

test("a commit whose branch was lost leaves an orphan and one branch", async () => {
  const [scene] = effectScenes.filter(({ kind }) => kind === "a commit on a branch");
  if (!scene) throw new Error("There is no such scene.");
  const { act, count } = await scene.arrange(world);
  const commits = await world.carriedOut("git/create-commit");
  await world.fail({ on: "git/create-ref", trouble: { kind: "cut", when: "before" }, times: 1 });
  await act(world.connect(), world.freshContext());
  expect(await count()).toBe(1);
  expect(await world.carriedOut("git/create-commit")).toBe(commits + 2);
});

test("lists that are behind for less than the settle time cost a look, not a second comment", async () => {
  const issue = await world.openIssue();
  await world.fail(
    { on: "issues/create-comment", trouble: { kind: "cut", when: "after" }, times: 1 },
    { on: "reads", trouble: { kind: "stale", lagMs: 100 } },
  );
  await world.connect().comment(world.freshContext(), issue, { key: "k", body: "Once." });
  await world.fail();
  expect(await world.bodies(issue)).toHaveLength(1);
});

test("lists that are behind for longer end the run with a question to a human, and nothing is written again", async () => {
  const issue = await world.openIssue();
  await world.fail(
    { on: "issues/create-comment", trouble: { kind: "cut", when: "after" }, times: 1 },
    { on: "reads", trouble: { kind: "stale", lagMs: 60_000 } },
  );
  const comment = world.connect().comment(world.freshContext(9), issue, { key: "k", body: "Once." });
  await expect(comment).rejects.toMatchObject({ code: "effect_uncertain", retryable: false });
  await world.fail();
  expect(await world.bodies(issue)).toHaveLength(1);
});

test("a comment that was cut off before it was written is written although lists are behind", async () => {
  const issue = await world.openIssue();
  await world.fail(
    { on: "issues/create-comment", trouble: { kind: "cut", when: "before" }, times: 1 },
    { on: "reads", trouble: { kind: "stale", lagMs: 60_000 } },
  );
  await world.connect().comment(world.freshContext(), issue, { key: "k", body: "Once." });
  await world.fail();
  expect(await world.bodies(issue)).toHaveLength(1);
});

test("a process that wants what another one is writing waits for it, and has its result", async () => {
  const issue = await world.openIssue();
  const [one, other] = [world.freshContext(1), world.freshContext(1)];
  const comment = (context: typeof one) =>
    world.connect().comment({ ...context, runId: "the same run" }, issue, { key: "k", body: "Once." });
  await world.fail({ on: "issues/create-comment", trouble: { kind: "slow", delayMs: 200 } });
  const troubled = await world.troubles();
  const first = comment(one);
  await vi.waitFor(async () => expect(await world.troubles()).toBe(troubled + 1), 60_000);
  expect(await comment(other)).toEqual(await first);
  await world.fail();
  expect(await world.bodies(issue)).toHaveLength(1);
});

const unlisted = effectScenes.filter(({ kind }) => kind === "a label" || kind === "a commit on a branch");
test.for(unlisted)("$kind is read back by its own name, where no list shows it", async (scene) => {
  const { act, count } = await scene.arrange(world);
  await world.fail(
    { on: scene.operation, trouble: { kind: "cut", when: "after" }, times: 1 },
    { on: "reads", trouble: { kind: "stale", lagMs: 60_000 } },
  );
  await act(world.connect(), world.freshContext(1));
  await world.fail();
  expect(await count()).toBe(1);
});
