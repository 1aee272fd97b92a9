import { expect, test } from "vitest";
import { reasonNotToDevelop, type Situation } from "./reason-not-to-develop.ts";

const handedOver: Situation = {
  handedOver: true,
  issue: { state: "open" },
  conversation: { status: "ready_for_dev", pullRequestNumber: undefined },
  permission: "none",
};
const labeled: Situation = { ...handedOver, handedOver: false, permission: "write" };

test("what the Product Owner hands over is developed, whoever opened the issue", () => {
  expect(reasonNotToDevelop(handedOver)).toBeUndefined();
});

test.for(["needs_clarification", "ready_for_dev", "blocked", "failed"] as const)(
  "a label starts development from %s",
  (status) => {
    expect(
      reasonNotToDevelop({ ...labeled, conversation: { status, pullRequestNumber: undefined } }),
    ).toBeUndefined();
  },
);

test.for(["write", "maintain", "admin"] as const)(
  "a label of somebody with the role %s counts",
  (permission) => {
    expect(reasonNotToDevelop({ ...labeled, permission })).toBeUndefined();
  },
);

test.for(["in_development", "in_review", "merged", "deployed"] as const)(
  "what is %s is not developed again",
  (status) => {
    const conversation = { status, pullRequestNumber: 8 };
    expect(reasonNotToDevelop({ ...labeled, conversation })).toEqual({
      kind: "nothing_to_do",
      reason: `Work is ${status} already.`,
    });
  },
);

const refused: readonly [string, Situation, string][] = [
  ["a label of somebody who may only triage", { ...labeled, permission: "triage" }, "nothing_to_do"],
  ["a closed issue", { ...labeled, issue: { state: "closed" } }, "nothing_to_do"],
  [
    "a hand-over that came too late",
    { ...handedOver, conversation: { status: "failed", pullRequestNumber: undefined } },
    "nothing_to_do",
  ],
  [
    "work in progress",
    { ...labeled, conversation: { status: "in_development", pullRequestNumber: undefined } },
    "nothing_to_do",
  ],
  [
    "an open pull request",
    { ...labeled, conversation: { status: "blocked", pullRequestNumber: 8 } },
    "blocked",
  ],
];
test.for(refused)("%s does not start development", ([, situation, kind]) => {
  expect(reasonNotToDevelop(situation)?.kind).toBe(kind);
});
