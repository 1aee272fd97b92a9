import {
  type Conversation,
  type ConversationStore,
  createDelivery,
  type Delivery,
  type PullRequest,
} from "@osorganicai/core";
import { expect, test } from "vitest";
import { createFindSubject } from "./find-subject.ts";

const repository = "acme/shop";
const branch = "feature/7-coupons";
const commit = "c".repeat(40);
const own = { repo: { full_name: repository } };
const fork = { repo: { full_name: "mallory/shop" } };

const developing = { repository, issueNumber: 7, branch, pullRequestNumber: undefined };
const again = { ...developing, status: "in_development", pullRequestNumber: 3 } as const;
const proposed = { ...developing, pullRequestNumber: 8 };

/** What a delivery is about when the store knows one conversation and GitHub these pull requests of the commit. */
function findSubject(
  conversation: Partial<Conversation>,
  payload: object,
  pullRequests: readonly Partial<PullRequest>[] = [],
): Promise<string | undefined> {
  const finds = (fits: boolean) => (fits ? (conversation as Conversation) : undefined);
  const conversations: Pick<ConversationStore, "findByPullRequest" | "findByBranch"> = {
    findByPullRequest: async ({ number }) => finds(number === conversation.pullRequestNumber),
    findByBranch: async (_, name) => finds(name === conversation.branch),
  };
  const github = { pullRequestsOf: async () => pullRequests as readonly PullRequest[] };
  return createFindSubject({ conversations: conversations as ConversationStore, github })(delivery(payload));
}

function delivery(payload: object): Delivery {
  const body = JSON.stringify({ repository: { full_name: repository }, ...payload });
  return createDelivery({ id: "d-1", event: "any" }, new TextEncoder().encode(body));
}

const ours: readonly [string, Partial<Conversation>, object][] = [
  ["our pull request", proposed, { pull_request: { number: 8, head: { ref: branch, ...own } } }],
  [
    "our pull request, before the Developer could note its number",
    developing,
    { pull_request: { number: 8, head: { ref: branch, ...own } } },
  ],
  [
    "our second pull request, after a human closed the first",
    again,
    { pull_request: { number: 8, head: { ref: branch, ...own } } },
  ],
  ["a check of our pull request", proposed, { check_run: { pull_requests: [{ number: 8 }] } }],
  ["a check of our branch", proposed, { check_run: { check_suite: { head_branch: branch } } }],
  ["a suite of our branch", proposed, { check_suite: { head_branch: branch, pull_requests: [] } }],
];
test.for(ours)("%s belongs to the conversation", async ([, conversation, payload]) => {
  expect(await findSubject(conversation, payload)).toBe("acme/shop#7");
});

test("a deployment or a status belongs to the conversation whose pull request has the commit", async () => {
  const pullRequests = [
    { number: 3, branch: "other" },
    { number: 8, branch },
  ];
  expect(await findSubject(proposed, { deployment: { sha: commit } }, pullRequests)).toBe("acme/shop#7");
  expect(await findSubject(developing, { sha: commit }, pullRequests)).toBe("acme/shop#7");
  expect(await findSubject(proposed, { sha: commit }, [])).toBeUndefined();
});

const foreign: readonly [string, Partial<Conversation>, object][] = [
  ["somebody's pull request", proposed, { pull_request: { number: 9, head: { ref: "fix", ...own } } }],
  [
    "a fork's pull request from a branch that is called like ours",
    developing,
    { pull_request: { number: 9, head: { ref: branch, ...fork } } },
  ],
  [
    "a second pull request from our branch",
    proposed,
    { pull_request: { number: 9, head: { ref: branch, ...own } } },
  ],
  [
    "a pull request of a deleted fork",
    developing,
    { pull_request: { number: 9, head: { ref: branch, repo: null } } },
  ],
  ["a check of the main branch", proposed, { check_suite: { head_branch: "main", pull_requests: [] } }],
];
test.for(foreign)("%s belongs to no conversation", async ([, conversation, payload]) => {
  expect(await findSubject(conversation, payload)).toBeUndefined();
});
