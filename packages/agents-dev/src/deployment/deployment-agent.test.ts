import {
  type AgentDependencies,
  type ConversationStatus,
  createDelivery,
  type Deployment,
  silentLogger,
} from "@osorganicai/core";
import { createTestRun } from "@osorganicai/testing";
import { expect, test } from "vitest";
import { DeploymentAgent } from "./deployment-agent.ts";

/** What stands on GitHub, and what the child decided. */
interface Scene {
  readonly merged: boolean;
  readonly deployments?: readonly Deployment[];
  readonly requirePreview?: boolean;
  readonly status?: ConversationStatus;
}

/** Runs the agent for one event of the pull request #2 of the issue #1, and writes down what it does. */
async function follow(event: string, payload: object, scene: Scene) {
  const { merged, deployments = [], requirePreview = false, status = "in_review" } = scene;
  const done: string[] = [];
  const conversation = { id: "c-1", repository: "acme/shop", status, pullRequestNumber: 2 };
  const dependencies = {
    log: silentLogger,
    settings: { autoMerge: true, requirePreview },
    health: { check: async () => ({ healthy: true, detail: "200" }) },
    github: {
      pullRequest: async () => ({ merged, state: merged ? "closed" : "open", headSha: "a".repeat(40) }),
      deployments: async () => deployments,
      issue: async () => ({ state: "open" }),
      comment: async (_: unknown, { number }: { readonly number: number }) =>
        void done.push(`comment on #${number}`),
      label: async () => {},
    },
    store: {
      actions: { append: async () => {} },
      contracts: { latest: async () => undefined },
      codeGenerations: { latest: async () => undefined },
      conversations: {
        findByIssue: async () => conversation,
        advance: async ({ to, handOverTo }: { readonly to: string; readonly handOverTo?: string }) => {
          done.push(handOverTo === undefined ? to : `${to}, hand over to ${handOverTo}`);
          return { ...conversation, status: to };
        },
      },
    },
  } as unknown as AgentDependencies;
  const body = { repository: { full_name: "acme/shop" }, issue: { number: 1 }, ...payload };
  const delivery = createDelivery({ id: "d-1", event }, new TextEncoder().encode(JSON.stringify(body)));
  const { context } = createTestRun({ delivery });
  return { outcome: await new DeploymentAgent(dependencies).run(context), done };
}

const production = (state: string) => ({
  action: "created",
  deployment: { sha: "a".repeat(40), environment: "Production" },
  deployment_status: { state, environment_url: "https://shop.example.com" },
});

test("a production deployment of what was merged is reported on the issue", async () => {
  const { outcome, done } = await follow("deployment_status", production("success"), { merged: true });
  expect(outcome.kind).toBe("deployed");
  expect(done).toEqual(["comment on #1", "merged", "deployed"]);
});

test.for(["success", "failure"])(
  "a production deployment (%s) of an unmerged branch settles nothing",
  async (state) => {
    const { outcome, done } = await follow("deployment_status", production(state), { merged: false });
    expect(outcome).toEqual({
      kind: "nothing_to_do",
      reason: "aaaaaaa was deployed to production, but pull request #2 is not merged.",
    });
    expect(done).toEqual([]);
  },
);

test("only our own pull request's end ends the work, and the issue is told how to start again", async () => {
  const closed = (number: number) => ({ action: "closed", pull_request: { number, merged: false } });
  expect((await follow("pull_request", closed(3), { merged: false })).done).toEqual([]);
  expect((await follow("pull_request", closed(2), { merged: false })).done).toEqual([
    "cancelled",
    "comment on #1",
  ]);
});

const previewEvent = (state: string, sha: string = "a".repeat(40)) => ({
  action: "created",
  deployment: { sha, environment: "Preview" },
  deployment_status: { state, environment_url: "https://shop-1.example.com" },
});
const preview = (state: Deployment["state"]): Deployment => ({
  environment: "Preview",
  production: false,
  state,
  url: state === "success" ? "https://shop-1.example.com" : undefined,
  description: "",
});

test("a preview is reported on the pull request, and merging is none of this agent's business", async () => {
  const scene = { merged: false, deployments: [preview("success")] };
  const { outcome, done } = await follow("deployment_status", previewEvent("success"), scene);
  expect(outcome.kind).toBe("deployed");
  expect(done).toEqual(["comment on #2"]);
});

test.for([
  ["success", "in_review"],
  ["failure", "in_review"],
  ["success", "blocked"],
] as const)(
  "where merging waits for a preview, its %s is handed over to CI (%s)",
  async ([state, status]) => {
    const scene = { merged: false, requirePreview: true, status, deployments: [preview(state)] };
    const { done } = await follow("deployment_status", previewEvent(state), scene);
    expect(done).toEqual(["comment on #2", `${status}, hand over to ci`]);
  },
);

test("what GitHub says now counts, not what the event said", async () => {
  const scene = { merged: false, requirePreview: true, deployments: [preview("failure")] };
  const { outcome } = await follow("deployment_status", previewEvent("success"), scene);
  expect(outcome.reason).toBe("Preview: ❌ Preview could not be deployed.");
});

test("a preview of another commit, of a deployment under way, or after the merge hands nothing over", async () => {
  const scene = { merged: false, requirePreview: true, deployments: [preview("success")] };
  const older = await follow("deployment_status", previewEvent("success", "b".repeat(40)), scene);
  const early = await follow("deployment_status", previewEvent("in_progress"), scene);
  const late = await follow("deployment_status", previewEvent("success"), { ...scene, merged: true });
  expect(older.outcome.reason).toBe(
    "A preview of bbbbbbb, but the head of pull request #2 is aaaaaaa by now.",
  );
  expect([older.done, early.done, late.done]).toEqual([[], [], ["comment on #2"]]);
});
