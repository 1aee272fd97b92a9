import { type AgentDependencies, createDelivery, silentLogger } from "@osorganicai/core";
import { createTestRun } from "@osorganicai/testing";
import { expect, test } from "vitest";
import { DeploymentAgent } from "./deployment-agent.ts";

/** Runs the agent for one event of the pull request #2 of the issue #1, and writes down what it does. */
async function follow(event: string, payload: object, { merged }: { readonly merged: boolean }) {
  const done: string[] = [];
  const conversation = { id: "c-1", repository: "acme/shop", status: "in_review", pullRequestNumber: 2 };
  const dependencies = {
    log: silentLogger,
    health: { check: async () => ({ healthy: true, detail: "200" }) },
    github: {
      pullRequest: async () => ({ merged, headSha: "a".repeat(40) }),
      deployments: async () => [],
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
        advance: async ({ to }: { readonly to: string }) => {
          done.push(to);
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
