import { expect, test } from "vitest";
import type { End } from "../world/read-end.ts";
import { findViolations, type Traces } from "./find-violations.ts";

const end: End = {
  status: "in_review",
  labels: ["in-review"],
  comments: ["contract:1"],
  pulls: [{ state: "open", draft: false, comments: ["ci"] }],
  branches: 1,
  contracts: 1,
  deliveries: ["issues.opened: ready"],
  effects: ["comment: settled"],
  actions: ["developer started"],
  modelCalls: 1,
  runs: 1,
};
const request = (messagesSha256: string) => ({
  purpose: "x",
  turn: 0,
  model: "m",
  messagesSha256,
  status: 200,
});
const expected: Traces = {
  end,
  effects: { "issues/create-comment": 2, "git/create-commit": 1 },
  modelRequests: [request("a")],
  twinViolations: [],
};
const calm = { rested: true, killed: [], mayBlock: false };
const judge = (found: Partial<Traces>, circumstances: Partial<Parameters<typeof findViolations>[2]> = {}) =>
  findViolations(expected, { ...expected, ...found }, { ...calm, ...circumstances });

test("the same traces break nothing", () => {
  expect(judge({})).toEqual([]);
});

test.for([
  ["another status", { end: { ...end, status: "failed" } }],
  ["a comment that is there twice", { end: { ...end, comments: ["contract:1", "contract:1"] } }],
  ["a delivery without an end", { end: { ...end, deliveries: ["issues.opened: recorded"] } }],
  ["a write that GitHub did twice", { effects: { ...expected.effects, "issues/create-comment": 3 } }],
  ["a write that never happened", { effects: { "git/create-commit": 1 } }],
  ["a write that nobody expected", { effects: { ...expected.effects, "pulls/merge": 1 } }],
  ["an answer that was paid twice", { modelRequests: [request("a"), request("a")] }],
  ["a request that GitHub would not take", { twinViolations: ["pulls/create: no title"] }],
] as const)("%s is a violation", ([, found]) => {
  expect(judge(found)).toHaveLength(1);
});

test("a flow that is not at rest is stuck", () => {
  expect(judge({}, { rested: false })).toHaveLength(1);
});

test("objects of a commit may be made again, because they are named by what they are", () => {
  expect(judge({ effects: { ...expected.effects, "git/create-commit": 2 } })).toEqual([]);
});

test("an answer may be paid again when the process died before it was stored, and only then", () => {
  const modelRequests = [request("a"), request("a")];
  const died = (label: string, side: "before" | "after") =>
    judge({ modelRequests }, { killed: [{ label, side }] });
  expect(died("model POST /v1/messages", "after")).toEqual([]);
  expect(died("engine insert into dbos.operation_outputs model:x:n", "before")).toEqual([]);
  expect(died("engine insert into dbos.operation_outputs model:x:n", "after")).toHaveLength(1);
  expect(died("github POST /repos/acme/adder/pulls", "after")).toHaveLength(1);
});

test("where nobody can know, a flow may stop for a human, but nothing may be there twice", () => {
  const stopped = { ...end, status: "blocked", pulls: [], branches: 0 };
  const effects = { "issues/create-comment": 3 };
  expect(judge({ end: stopped, effects }, { mayBlock: true })).toEqual([]);
  expect(judge({ end: stopped, effects: { "issues/create-comment": 4 } }, { mayBlock: true })).toHaveLength(
    1,
  );
  expect(judge({ end: stopped, effects }).length).toBeGreaterThan(0);
});
