import type { AgentDependencies, Check, CheckSuite, CodeGeneration } from "@osorganicai/core";
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
  const conversation = {
    id: "c-1",
    repository: "acme/shop",
    issueNumber: 1,
    status: "in_review",
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
    settings: { autoMerge: true },
    github: {
      issue: async () => ({ state: scene.issue }),
      pullRequest: async () => pullRequest,
      checks: async () => scene.checks,
      checkSuites: async () => scene.suites,
      snapshot: async () => ({ paths: [".github/workflows/ci.yml"] }),
      fileContent: async () => scene.workflow,
      comment: async (_: unknown, __: unknown, { body }: { readonly body: string }) =>
        void done.push(body.split("\n")[0] ?? ""),
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
  return { outcome: await new CiAgent(dependencies).run(createTestRun().context), done };
}

test("nothing is merged for an issue that was closed meanwhile", async () => {
  const { outcome, done } = await follow({ ...green, issue: "closed" });
  expect(outcome.kind).toBe("nothing_to_do");
  expect(done).not.toContain("merged");
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
