import { expect, test } from "vitest";
import { receiveWebhooks, startTestTwin } from "../test-twin.ts";

const files = { "README.md": "# Shop\n" };

test("an App reports check runs; the suite is complete with the last of them", async () => {
  const { twin, at, as, asApp } = await startTestTwin(files);
  const webhooks = await receiveWebhooks(twin);
  const { checks, git } = asApp();
  const { data: main } = await git.getRef({ ...at, ref: "heads/main" });
  const head_sha = main.object.sha;
  const { data: lint } = await checks.create({ ...at, name: "lint", head_sha, status: "in_progress" });
  await checks.create({ ...at, name: "review", head_sha });
  await checks.update({
    ...at,
    check_run_id: lint.id,
    conclusion: "success",
    output: { title: "Fine", summary: "No faults" },
  });
  const { data } = await checks.listForRef({ ...at, ref: "main" });
  expect(data.check_runs.map(({ name, status, conclusion }) => [name, status, conclusion])).toEqual([
    ["lint", "completed", "success"],
    ["review", "queued", null],
  ]);
  await checks.update({
    ...at,
    check_run_id: data.check_runs[1]?.id ?? 0,
    status: "completed",
    conclusion: "failure",
  });
  const { data: suites } = await checks.listSuitesForRef({ ...at, ref: "main" });
  expect(suites.check_suites).toMatchObject([
    { status: "completed", conclusion: "failure", head_branch: "main" },
  ]);
  expect(await webhooks.keys()).toEqual([
    "check_run.created",
    "check_run.created",
    "check_run.completed",
    "check_run.completed",
    "check_suite.completed",
  ]);
  const last = (await webhooks.all()).at(-1);
  expect(last?.payload).toMatchObject({
    check_suite: { conclusion: "failure", head_sha, pull_requests: [] },
  });
  expect((await checks.get({ ...at, check_run_id: lint.id })).data.output.summary).toBe("No faults");
  await expect(as("octocat").checks.create({ ...at, name: "mine", head_sha })).rejects.toMatchObject({
    status: 403,
  });
  expect(await twin.violations()).toEqual([]);
});

test("commit statuses combine to their worst", async () => {
  const { twin, at, as } = await startTestTwin(files);
  const webhooks = await receiveWebhooks(twin);
  const { repos, git } = as("octocat");
  const { sha } = (await git.getRef({ ...at, ref: "heads/main" })).data.object;
  const combined = async () => (await repos.getCombinedStatusForRef({ ...at, ref: "main" })).data;
  expect((await combined()).state).toBe("pending");
  await repos.createCommitStatus({ ...at, sha, state: "success", context: "lint" });
  await repos.createCommitStatus({
    ...at,
    sha,
    state: "error",
    context: "deploy",
    description: "Out of space",
  });
  expect(await combined()).toMatchObject({ state: "failure", total_count: 2 });
  await repos.createCommitStatus({ ...at, sha, state: "success", context: "deploy" });
  expect((await combined()).state).toBe("success");
  const { data: all } = await repos.listCommitStatusesForRef({ ...at, ref: "main" });
  expect(all.map(({ context, state }) => `${context} ${state}`)).toEqual([
    "deploy success",
    "deploy error",
    "lint success",
  ]);
  const [first] = await webhooks.all();
  expect(first).toMatchObject({
    key: "status",
    payload: { sha, state: "success", context: "lint", name: "acme/shop" },
  });
  expect(await twin.violations()).toEqual([]);
});

test("deployments and how they went are kept and told", async () => {
  const { twin, at, asApp } = await startTestTwin(files);
  const webhooks = await receiveWebhooks(twin);
  const { repos } = asApp();
  const { data } = await repos.createDeployment({
    ...at,
    ref: "main",
    environment: "Preview",
    required_contexts: [],
    auto_merge: false,
  });
  const deployment_id = "id" in data ? data.id : 0;
  const url = "https://shop.example.com";
  await repos.createDeploymentStatus({ ...at, deployment_id, state: "in_progress" });
  await repos.createDeploymentStatus({ ...at, deployment_id, state: "success", environment_url: url });
  expect((await repos.listDeployments({ ...at, environment: "Preview" })).data.map(({ id }) => id)).toEqual([
    deployment_id,
  ]);
  expect((await repos.listDeployments({ ...at, environment: "Production" })).data).toEqual([]);
  const { data: statuses } = await repos.listDeploymentStatuses({ ...at, deployment_id });
  expect(statuses.map(({ state, environment_url }) => [state, environment_url])).toEqual([
    ["success", url],
    ["in_progress", ""],
  ]);
  expect(await webhooks.keys()).toEqual([
    "deployment.created",
    "deployment_status.created",
    "deployment_status.created",
  ]);
  expect((await webhooks.all())[2]?.payload).toMatchObject({
    deployment_status: { state: "success" },
    deployment: { id: deployment_id },
  });
  expect(await twin.violations()).toEqual([]);
});
