import { expect, test } from "vitest";
import { findMissingSteps } from "./find-missing-steps.ts";
import type { FlowResult } from "./read-result.ts";

const preview = "http://127.0.0.1:4";
const production = "http://127.0.0.1:5";

/** A main job in which everything happened. */
const complete: FlowResult = {
  scenario: "any",
  scripted: true,
  issue: { number: 1, title: "A wish", state: "closed", url: "http://127.0.0.1:1/acme/shop/issues/1" },
  comments: [{ author: "osorganicai[bot]", body: `It runs at ${production}. The preview was ${preview}.` }],
  labels: ["deployed"],
  statuses: [],
  contract: {
    revision: 1,
    kind: "feature",
    title: "A wish",
    summary: "",
    criteria: [{ id: "AC1", text: "It works" }],
    outOfScope: [],
    assumptions: [],
  },
  branch: "feature/1-a-wish",
  pullRequest: {
    number: 2,
    title: "A wish",
    body: "| **AC1** It works | `AC1: works` |",
    draft: false,
    files: [],
    comments: [{ author: "osorganicai[bot]", body: "### CI passed" }],
  },
  checks: [{ name: "test", conclusion: "success", summary: "" }],
  merged: true,
  beforeMerge: { previewDeployed: true, previewChecked: true },
  deployments: [
    { environment: "Preview", url: preview, healthy: true },
    { environment: "Production", url: production, healthy: true },
  ],
  deliveries: { total: 9 },
  runs: 9,
  effects: 9,
  modelCalls: { count: 1, inputTokens: 1, outputTokens: 1, costUsd: 0, unpriced: 0 },
  durationMs: 1000,
};

test("nothing is missing when every step happened", () => {
  expect(findMissingSteps(complete)).toEqual([]);
});

const step7 = "7 a preview was deployed and found healthy, and only then the pull request was merged";

test.for([
  [
    "before its preview was deployed",
    { beforeMerge: { previewDeployed: false, previewChecked: true } },
    step7,
  ],
  [
    "before its preview was checked",
    { beforeMerge: { previewDeployed: true, previewChecked: false } },
    step7,
  ],
  ["never", { merged: false }, step7],
  [
    "and never deployed to production",
    { deployments: complete.deployments.slice(0, 1) },
    "8 production is deployed and healthy",
  ],
] as const)("a pull request that is merged %s is missed", ([, otherwise, missing]) => {
  expect(findMissingSteps({ ...complete, ...otherwise })).toContain(missing);
});
