import { createDelivery, findRoute } from "@osorganicai/core";
import { expect, test } from "vitest";
import { routes } from "./routes.ts";

const self = { id: 1, login: "our-app[bot]", type: "Bot" };
const ann = { id: 5, login: "ann", type: "User" };
const bot = { id: 6, login: "other[bot]", type: "Bot" };
const label = (name: string) => ({ label: { name } });

const cases: readonly [string, string, object, string | undefined][] = [
  ["a person opens an issue", "issues", { action: "opened", sender: ann }, "productOwner"],
  [
    "a person sets ready-for-dev",
    "issues",
    { action: "labeled", sender: ann, ...label("ready-for-dev") },
    "developer",
  ],
  [
    "a person sets another label",
    "issues",
    { action: "labeled", sender: ann, ...label("bug") },
    "productOwner",
  ],
  [
    "a look-alike of ready-for-dev",
    "issues",
    { action: "labeled", sender: ann, ...label("ready\u2011for\u2011dev") },
    "productOwner",
  ],
  [
    "we set ready-for-dev",
    "issues",
    { action: "labeled", sender: self, ...label("ready-for-dev") },
    undefined,
  ],
  ["another bot opens an issue", "issues", { action: "opened", sender: bot }, undefined],
  ["nobody is named", "issues", { action: "opened" }, undefined],
  [
    "a person comments on an issue",
    "issue_comment",
    { action: "created", sender: ann, issue: {} },
    "productOwner",
  ],
  [
    "a person comments on a pull request",
    "issue_comment",
    { action: "created", sender: ann, issue: { pull_request: {} } },
    undefined,
  ],
  ["a bot comments", "issue_comment", { action: "created", sender: bot, issue: {} }, undefined],
  ["the Product Owner hands over", "hand-over", { action: "developer" }, "developer"],
  ["a preview that merging waits for has come", "hand-over", { action: "ci" }, "ci"],
  ["a pull request is opened, by us too", "pull_request", { action: "opened", sender: self }, "ci"],
  ["commits are pushed to a pull request", "pull_request", { action: "synchronize", sender: ann }, "ci"],
  ["a check run completes", "check_run", { action: "completed", sender: bot }, "ci"],
  ["the Developer asks for a contract", "hand-over", { action: "productOwner" }, "productOwner"],
  ["a check suite completes", "check_suite", { action: "completed", sender: bot }, "ci"],
  ["a commit status changes", "status", { sender: bot }, "ci"],
  ["a pull request is closed", "pull_request", { action: "closed", sender: ann }, "deployment"],
  ["a deployment reports", "deployment_status", { action: "created", sender: bot }, "deployment"],
  ["somebody stars", "star", { action: "created", sender: ann }, undefined],
  ["an action that does not exist", "issues", { action: "teleported", sender: ann }, undefined],
];

test.for(cases)("when %s, the right agent runs", ([, event, payload, role]) => {
  const delivery = createDelivery({ id: "d", event }, new TextEncoder().encode(JSON.stringify(payload)));
  expect(findRoute(routes, delivery, self)?.run).toBe(role);
});

/** The same account as its owner's. */
const token = { id: 5, login: "ann", type: "User" };
const bob = { id: 7, login: "bob", type: "User" };
const comment = (body: string) => ({ action: "created", issue: {}, comment: { body } });
const ours = "Which codes?\n\n<!-- osorganicai:questions:1 -->";

const casesWithToken: typeof cases = [
  ["the token's owner opens an issue", "issues", { action: "opened", sender: ann }, "productOwner"],
  [
    "the token's owner comments",
    "issue_comment",
    { ...comment("Ten percent."), sender: ann },
    "productOwner",
  ],
  [
    "the token's owner quotes us",
    "issue_comment",
    { ...comment(`> ${ours.replaceAll("\n", "\n> ")}\n\nTen percent.`), sender: ann },
    "productOwner",
  ],
  ["we comment", "issue_comment", { ...comment(ours), sender: ann }, undefined],
  [
    "somebody else writes a marker like ours",
    "issue_comment",
    { ...comment(ours), sender: bob },
    "productOwner",
  ],
  [
    "we set ready-for-dev",
    "issues",
    { action: "labeled", sender: ann, ...label("ready-for-dev") },
    undefined,
  ],
  ["we set another label", "issues", { action: "labeled", sender: ann, ...label("bug") }, undefined],
  [
    "somebody else sets ready-for-dev",
    "issues",
    { action: "labeled", sender: bob, ...label("ready-for-dev") },
    "developer",
  ],
  ["a bot opens an issue", "issues", { action: "opened", sender: bot }, undefined],
  ["a bot comments", "issue_comment", { ...comment("Hi."), sender: bot }, undefined],
];

test.for(casesWithToken)(
  "with a personal access token, when %s, the right agent runs",
  ([, event, payload, role]) => {
    const delivery = createDelivery({ id: "d", event }, new TextEncoder().encode(JSON.stringify(payload)));
    expect(findRoute(routes, delivery, token)?.run).toBe(role);
  },
);

test("everything but issues and hand-overs is about a commit, whose conversation has to be found first", () => {
  const direct = routes.filter(({ about }) => about !== "commit").map(({ on }) => on.split(".")[0]);
  expect(new Set(direct)).toEqual(new Set(["issues", "issue_comment", "hand-over"]));
});
