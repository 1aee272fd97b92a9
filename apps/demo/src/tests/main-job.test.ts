import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { openLocalSupabase } from "@osorganicai/store/local";
import { expect, test } from "vitest";
import { findMissingSteps } from "../flow/find-missing-steps.ts";
import { runFlow } from "../flow/run-flow.ts";
import { type Flow, startFlow } from "../flow/start-flow.ts";
import { bugfixJavascript } from "../scenarios/bugfix-javascript.ts";
import { featureTypescript } from "../scenarios/feature-typescript.ts";
import { clumsyScenario } from "./clumsy-script.ts";

const run = promisify(execFile);

test("an unclear wish for the shop becomes a merged and deployed feature, in all nine steps", {
  timeout: 120_000,
}, async () => {
  const flow = await startFlow({ scenario: featureTypescript });
  try {
    const result = await runFlow(flow, { timeoutMs: 100_000 });
    expect(findMissingSteps(result)).toEqual([]);
    expect(result.statuses).toEqual([
      "analyzing",
      "needs_clarification",
      "analyzing",
      "ready_for_dev",
      "in_development",
      "in_review",
      "merged",
      "deployed",
    ]);
    expect(result.contract?.criteria).toHaveLength(5);
    expect(result.branch).toBe("feature/1-coupon-codes-at-checkout");
    expect(result.pullRequest?.files.toSorted()).toEqual([
      "README.md",
      "src/checkout.ts",
      "src/coupons.ts",
      "src/server.ts",
      "test/coupons.test.ts",
    ]);
    expect(result.deliveries["recorded"]).toBeUndefined();
    await expectCheckedOut(flow, result.branch ?? "", ["npm", "test"]);
    await expectCouponsInProduction(
      result.deployments.find(({ environment }) => environment === "Production")?.url ?? "",
    );
    expect(await flow.twin.violations()).toEqual([]);
    await flow.child.stop();
    await expectSeedTablesFilled(join(flow.directory, "child", "data"));
  } finally {
    await flow.close();
  }
});

test("a clear bug report for a JavaScript service becomes a merged and deployed fix without a question", {
  timeout: 120_000,
}, async () => {
  const flow = await startFlow({ scenario: bugfixJavascript });
  try {
    const result = await runFlow(flow, { timeoutMs: 100_000 });
    expect(findMissingSteps(result)).toEqual([]);
    expect(result.statuses).not.toContain("needs_clarification");
    expect(result.branch).toMatch(/^bugfix\/1-/);
    await expectCheckedOut(flow, result.branch ?? "", ["npm", "test"]);
    expect(await flow.twin.violations()).toEqual([]);
  } finally {
    await flow.close();
  }
});

test("another model, with other words, files and turns and with many mistakes, gets there as well", {
  timeout: 120_000,
}, async () => {
  const flow = await startFlow({ scenario: clumsyScenario });
  try {
    const result = await runFlow(flow, { timeoutMs: 100_000 });
    expect(findMissingSteps(result)).toEqual([]);
    expect(result.pullRequest?.files.toSorted()).toEqual([
      "docs/vouchers.md",
      "src/vouchers.ts",
      "test/vouchers.test.ts",
    ]);
    expect(await flow.twin.violations()).toEqual([]);
  } finally {
    await flow.close();
  }
});

/** The branch, cloned with plain git, passes the product's own tests. */
async function expectCheckedOut(
  { twin, scenario }: Flow,
  branch: string,
  [command = "", ...flags]: readonly string[],
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "clone-"));
  try {
    await run("git", [
      "clone",
      "-q",
      "--branch",
      branch,
      `${twin.url}/${scenario.repository.owner}/${scenario.repository.name}.git`,
      folder,
    ]);
    await expect(run(command, flags, { cwd: folder })).resolves.toBeDefined();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What was built is really what is served. */
async function expectCouponsInProduction(url: string): Promise<void> {
  const order = { lines: [{ sku: "pot", quantity: 1 }], country: "DE", coupon: "save10" };
  const response = await fetch(new URL("/api/checkout", url), {
    method: "POST",
    body: JSON.stringify(order),
  });
  expect(await response.json()).toEqual({
    subtotalCents: 3995,
    discountCents: 400,
    shippingCents: 490,
    totalCents: 4085,
  });
}

/** Every table of the first architecture document has rows. */
async function expectSeedTablesFilled(directory: string): Promise<void> {
  const { client, close } = await openLocalSupabase({ directory });
  try {
    for (const table of ["conversations", "agent_actions", "code_generations"]) {
      const { count } = await client.from(table).select("*", { count: "exact", head: true });
      expect(count, table).toBeGreaterThan(0);
    }
  } finally {
    await close();
  }
}
