import { createDelivery, findRoute, labelIs, type OwnRoute } from "@osorganicai/core";
import { expect, test } from "vitest";
import { addOwnRoutes } from "./add-own-routes.ts";

const bot = { id: 1, login: "our-app[bot]", type: "Bot" };
const ann = { id: 5, login: "ann", type: "User" };

/** Which agent gets a delivery, when the child has these routes. */
function routed(own: readonly OwnRoute[], event: string, payload: object, self = bot): string | undefined {
  const delivery = createDelivery({ id: "d", event }, new TextEncoder().encode(JSON.stringify(payload)));
  return findRoute(addOwnRoutes(own), delivery, self)?.run;
}

const labeled = (name: string, sender: object = ann) => ({ action: "labeled", sender, label: { name } });
const reviewer: OwnRoute = {
  on: "issues.labeled",
  when: labelIs("security"),
  run: "security-reviewer",
  first: true,
};

test("a route that is first takes what it names, and leaves the rest to ours", () => {
  expect(routed([reviewer], "issues", labeled("security"))).toBe("security-reviewer");
  expect(routed([reviewer], "issues", labeled("ready-for-dev"))).toBe("developer");
  expect(routed([reviewer], "issues", labeled("bug"))).toBe("productOwner");
});

test("every other route is for what ours do not take", () => {
  const pulls: OwnRoute = { on: "issue_comment.created", run: "answerer" };
  const comment = { action: "created", sender: ann, comment: { body: "Why?" } };
  expect(routed([pulls], "issue_comment", { ...comment, issue: { pull_request: {} } })).toBe("answerer");
  expect(routed([pulls], "issue_comment", { ...comment, issue: {} })).toBe("productOwner");
  expect(routed([{ on: "push", run: "answerer" }], "push", { sender: ann })).toBe("answerer");
});

test("among the child's routes the first one that fits wins", () => {
  const any: OwnRoute = { on: "issues.labeled", run: "greeter", first: true };
  expect(routed([reviewer, any], "issues", labeled("security"))).toBe("security-reviewer");
  expect(routed([any, reviewer], "issues", labeled("security"))).toBe("greeter");
});

test.for(["issues.opened", "issues.labeled", "pull_request.opened", "check_run.completed", "status"])(
  "a route of %s that is not first would never run, and is refused",
  (on) => {
    expect(() =>
      addOwnRoutes([
        { on: "push", run: "ci" },
        { on, run: "ci" },
      ]),
    ).toThrow(`routes.1: a built-in route takes every ${on}`);
    expect(addOwnRoutes([{ on, run: "ci", first: true }])[0]?.on).toBe(on);
  },
);

const first = (on: string): OwnRoute[] => [{ on, run: "mine", first: true }];

test.for([
  ["issues", "closed"],
  ["issues", "labeled"],
  ["issue_comment", "edited"],
  ["pull_request_review", "submitted"],
  ["discussion_comment", "created"],
] as const)("what a bot does in %s.%s starts no agent of the child", ([event, action]) => {
  const payload = { action, comment: { body: "Hi." }, label: { name: "x" } };
  const own = first(`${event}.${action}`);
  expect(routed(own, event, { ...payload, sender: ann })).toBe("mine");
  for (const sender of [bot, { id: 6, login: "other[bot]", type: "Bot" }, undefined])
    expect(routed(own, event, { ...payload, sender })).toBeUndefined();
});

test("pull requests, checks and deployments start an agent of the child whoever is behind them", () => {
  expect(routed(first("pull_request.opened"), "pull_request", { action: "opened", sender: bot })).toBe(
    "mine",
  );
  expect(routed(first("workflow_run.completed"), "workflow_run", { action: "completed", sender: bot })).toBe(
    "mine",
  );
});

test("with a personal access token, words of its owner start an agent, and ours do not", () => {
  const comment = (body: string) => ({ action: "created", sender: ann, issue: {}, comment: { body } });
  const own = first("issue_comment.created");
  expect(routed(own, "issue_comment", comment("Hello."), ann)).toBe("mine");
  expect(routed(own, "issue_comment", comment("Hi.\n\n<!-- osorganicai:mine -->"), ann)).toBeUndefined();
  expect(routed(first("issues.opened"), "issues", { action: "opened", sender: ann }, ann)).toBe("mine");
  expect(routed(first("issues.labeled"), "issues", labeled("security"), ann)).toBeUndefined();
});
