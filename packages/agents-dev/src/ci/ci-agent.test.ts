import type {
  AgentDependencies,
  Check,
  CheckSuite,
  CodeGeneration,
  ConversationStatus,
  Deployment,
} from "@osorganicai/core";
import { silentLogger } from "@osorganicai/core";
import { createTestRun } from "@osorganicai/testing";
import { expect, test } from "vitest";
import { CiAgent } from "./ci-agent.ts";

/** What stands on GitHub and in the store. */
interface Scene {
  readonly checks: readonly Check[];
  readonly suites: readonly CheckSuite[];
  readonly workflow: string;
  readonly generation: CodeGeneration["status"];
  readonly issue: "open" | "closed";
  readonly status?: ConversationStatus;
  /** Given: the child merges only what has a healthy preview. */
  readonly deployments?: readonly Deployment[];
  readonly healthy?: boolean;
}

const passed: Check = { name: "test", state: "success", summary: "", url: undefined };
const green: Scene = {
  checks: [passed],
  suites: [{ app: "github-actions", state: "success", runs: 1 }],
  workflow: "on: pull_request",
  generation: "proposed",
  issue: "open",
};

/** Runs the agent for a pull request of a child that merges by itself, and writes down what it does. */
async function follow(scene: Scene) {
  const done: string[] = [];
  const written: string[] = [];
  const conversation = {
    id: "c-1",
    repository: "acme/shop",
    issueNumber: 1,
    status: scene.status ?? "in_review",
    pullRequestNumber: 2,
  };
  const pullRequest = {
    repository: "acme/shop",
    number: 2,
    state: "open",
    branch: "feature/1-x",
    baseBranch: "main",
    headSha: "a".repeat(40),
  };
  const dependencies = {
    log: silentLogger,
    settings: { autoMerge: true, requirePreview: scene.deployments !== undefined },
    health: { check: async () => ({ healthy: scene.healthy ?? true, detail: "asked" }) },
    github: {
      issue: async () => ({ state: scene.issue }),
      pullRequest: async () => pullRequest,
      checks: async () => scene.checks,
      checkSuites: async () => scene.suites,
      deployments: async (_: string, commit: string) =>
        commit === pullRequest.headSha ? scene.deployments : [],
      snapshot: async () => ({ paths: [".github/workflows/ci.yml"] }),
      fileContent: async () => scene.workflow,
      comment: async (_: unknown, at: { readonly number: number }, { key, body }: Written) => {
        done.push(body.split("\n")[0] ?? "");
        written.push(`${key} on #${at.number}`);
      },
      label: async () => {},
      markReadyForReview: async () => void done.push("ready"),
      merge: async () => {
        done.push("merged");
        return { sha: "b".repeat(40) };
      },
    },
    store: {
      actions: { append: async () => {} },
      codeGenerations: { latest: async () => ({ status: scene.generation }) },
      conversations: {
        findByIssue: async () => conversation,
        advance: async ({ to }: { readonly to: string }) => ({ ...conversation, status: to }),
      },
    },
  } as unknown as AgentDependencies;
  return { outcome: await new CiAgent(dependencies).run(createTestRun().context), done, written };
}

interface Written {
  readonly key: string;
  readonly body: string;
}

test("nothing is merged for an issue that was closed meanwhile", async () => {
  const { outcome, done } = await follow({ ...green, issue: "closed" });
  expect(outcome.kind).toBe("nothing_to_do");
  expect(done).not.toContain("merged");
});

const preview = (state: Deployment["state"]): Deployment => ({
  environment: "Preview",
  production: false,
  state,
  url: state === "success" ? "https://shop-1.example.com" : undefined,
  description: "",
});
const head = "a".repeat(40);

test("a healthy preview of the head commit lets it be merged", async () => {
  const { outcome, done } = await follow({ ...green, deployments: [preview("success")], status: "blocked" });
  expect(outcome.kind).toBe("merged");
  expect(done).toEqual(["### CI passed", "ready", "merged"]);
});

test.for([
  ["nothing has deployed it", []],
  ["it is being deployed", [preview("pending")]],
  ["only production got it", [{ ...preview("success"), production: true }]],
] as const)("when %s, merging waits, which the pull request is told", async ([, deployments]) => {
  const { outcome, done, written } = await follow({ ...green, deployments });
  expect(outcome.kind).toBe("nothing_to_do");
  expect(outcome.reason).toMatch(/^CI is green; merging waits for a healthy preview of aaaaaaa: /);
  expect(done).toEqual(["### CI passed", "ready", "### Preview"]);
  expect(written).toEqual(["ci on #2", "preview on #2"]);
});

test.for([
  ["could not be deployed", [preview("failure")], true],
  ["is not healthy", [preview("success")], false],
] as const)("a preview that %s stops the work, once for this commit", async ([, deployments, healthy]) => {
  const { outcome, done, written } = await follow({ ...green, deployments, healthy });
  expect(outcome).toMatchObject({ kind: "blocked", topic: `preview:${head}` });
  expect(done).not.toContain("merged");
  expect(written).toEqual(["ci on #2", "preview on #2", `blocked:preview:${head} on #1`]);
});

test("what a preview says counts for nothing while CI is not green, or the issue is closed", async () => {
  const deployments = [preview("success")];
  const running = await follow({ ...green, deployments, checks: [{ ...passed, state: "pending" }] });
  const closed = await follow({ ...green, deployments: [preview("failure")], issue: "closed" });
  expect([running.outcome.kind, closed.outcome.kind]).toEqual(["nothing_to_do", "nothing_to_do"]);
  expect([...running.done, ...closed.done]).not.toContain("merged");
  expect(closed.written).toEqual(["ci on #2"]);
});

test("red CI is told once for each commit", async () => {
  const red = [{ ...passed, state: "failure" }] as const;
  const { outcome } = await follow({ ...green, checks: red, status: "blocked" });
  expect(outcome).toMatchObject({ kind: "blocked", topic: `ci:${head}` });
});

test("a pull request whose CI has passed is marked ready and merged", async () => {
  const { outcome, done } = await follow(green);
  expect(outcome.kind).toBe("merged");
  expect(done).toEqual(["### CI passed", "ready", "merged"]);
});

test("a commit status before CI has begun merges nothing", async () => {
  const { outcome, done } = await follow({
    ...green,
    checks: [{ ...passed, name: "license/cla" }],
    suites: [],
  });
  expect(outcome.kind).toBe("nothing_to_do");
  expect(done).toEqual(["### CI is running"]);
});

test("a workflow for pushes to the base branch alone is not waited for", async () => {
  const workflow = "on: { push: { branches: [main] } }";
  const { outcome, done } = await follow({ ...green, workflow, checks: [], suites: [] });
  expect(outcome.kind).toBe("proposed");
  expect(done).toEqual(["### This repository has no CI", "ready"]);
});

test("a change that altered existing tests is marked ready and left to a human", async () => {
  const { outcome, done } = await follow({ ...green, generation: "needs_review" });
  expect(outcome).toEqual({
    kind: "proposed",
    reason: "Existing tests had to change: pull request #2 says which; a human has to review and merge.",
  });
  expect(done).toEqual(["### CI passed", "ready"]);
});
