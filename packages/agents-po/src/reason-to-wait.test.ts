import { expect, test } from "vitest";
import { comesTooLate, reasonToWait, type Situation } from "./reason-to-wait.ts";

const author = { id: 5, login: "ann", type: "User" };
const stranger = { id: 6, login: "bob", type: "User" };
const base: Situation = {
  trigger: { kind: "opened" },
  issue: { state: "open", author },
  conversation: { status: "analyzing", analysis: undefined, pullRequestNumber: undefined },
  sender: author,
  permission: "none",
};
const analysis = {
  needs_clarification: true,
  questions: [],
  refined_description: "",
  round: 1,
  last_comment_id: 20,
};
const open = { analysis, pullRequestNumber: undefined };
const asked: Situation = {
  ...base,
  trigger: { kind: "commented", commentId: 21 },
  conversation: { ...open, status: "needs_clarification" },
};
const labeled: Situation = {
  ...base,
  trigger: { kind: "labeled", label: "needs-clarification" },
  permission: "write",
};

const analysed: readonly [string, Situation][] = [
  ["a new issue", base],
  ["an answer of the author", asked],
  ["an answer of somebody with write permission", { ...asked, sender: stranger, permission: "write" }],
  [
    "a comment that the contract does not consider yet",
    { ...asked, conversation: { ...open, status: "ready_for_dev" } },
  ],
  [
    "a comment after a human closed the pull request",
    { ...asked, conversation: { ...open, status: "cancelled", pullRequestNumber: 8 } },
  ],
  ["a comment of the author after a failure", { ...asked, conversation: { ...open, status: "failed" } }],
  ["a comment of the author while blocked", { ...asked, conversation: { ...open, status: "blocked" } }],
  ["an answer of a maintainer", { ...asked, sender: stranger, permission: "maintain" }],
  ["the label of somebody with write permission", labeled],
  ["the label of an administrator", { ...labeled, permission: "admin" }],
  ["the label before work began", { ...labeled, conversation: { ...open, status: "ready_for_dev" } }],
  [
    "what another agent hands over",
    { ...base, trigger: { kind: "handed_over" }, conversation: { ...open, status: "ready_for_dev" } },
  ],
];
test.for(analysed)("%s is analysed", ([, situation]) => {
  expect(reasonToWait(situation)).toBeUndefined();
});

const ignored: readonly [string, Situation, string][] = [
  ["a closed issue", { ...base, issue: { state: "closed", author } }, "closed"],
  [
    "an issue that was analysed before",
    { ...base, conversation: { ...open, status: "analyzing" } },
    "already",
  ],
  [
    "a comment during development",
    { ...asked, conversation: { ...open, status: "in_development" } },
    "in_development already",
  ],
  [
    "a comment that was read with the one before it",
    { ...asked, trigger: { kind: "commented", commentId: 20 } },
    "read together",
  ],
  ["an answer of a stranger", { ...asked, sender: stranger, permission: "read" }, "Only the issue's author"],
  [
    "a comment when a pull request is open",
    { ...asked, conversation: { ...open, status: "blocked", pullRequestNumber: 8 } },
    "There is a pull request",
  ],
  ["an answer of nobody", { ...asked, sender: undefined }, "Only the issue's author"],
  ["another label", { ...labeled, trigger: { kind: "labeled", label: "bug" } }, "no command"],
  [
    "a label that only looks alike",
    { ...labeled, trigger: { kind: "labeled", label: "needs\u2011clarification" } },
    "no command",
  ],
  ["the label of somebody who may only read", { ...labeled, permission: "triage" }, "write permission"],
  [
    "the label when the work is done",
    { ...labeled, conversation: { ...open, status: "merged" } },
    "merged already",
  ],
];
test.for(ignored)("%s is not", ([, situation, reason]) => {
  expect(reasonToWait(situation)).toContain(reason);
});

test("who comments on what is being built hears that it comes too late, a stranger does not", () => {
  const proposed: Situation = {
    ...asked,
    conversation: { ...open, status: "in_review", pullRequestNumber: 8 },
  };
  expect(comesTooLate(proposed)).toBe(true);
  expect(comesTooLate({ ...asked, conversation: { ...open, status: "in_development" } })).toBe(true);
  expect(comesTooLate({ ...proposed, sender: stranger, permission: "read" })).toBe(false);
  expect(comesTooLate({ ...proposed, issue: { state: "closed", author } })).toBe(false);
  expect(comesTooLate(asked)).toBe(false);
});
