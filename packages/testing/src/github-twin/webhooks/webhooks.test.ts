import { expect, test } from "vitest";
import { commitFiles, receiveWebhooks, startTestTwin } from "../test-twin.ts";

test("every delivery is signed and says what, where, who and for which installation", async () => {
  const { twin, at, as } = await startTestTwin({ "README.md": "# Shop\n" });
  const webhooks = await receiveWebhooks(twin);
  await as("octocat").issues.create({ ...at, title: "Coupons" });
  const [delivery] = await webhooks.all();
  expect(delivery).toMatchObject({
    key: "issues.opened",
    signed: true,
    id: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
    headers: {
      "content-type": "application/json",
      "x-github-hook-id": "1",
      "user-agent": expect.stringMatching(/^GitHub-Hookshot\//),
    },
    payload: {
      action: "opened",
      issue: { number: 1, title: "Coupons", user: { login: "octocat" } },
      repository: { full_name: "acme/shop", default_branch: "main" },
      sender: { login: "octocat", type: "User", id: expect.any(Number) },
      installation: { id: twin.app.installationId },
    },
  });
});

test("what happens to issues and comments is told in order, once each", async () => {
  const { twin, at, as, asApp } = await startTestTwin({ "README.md": "# Shop\n" });
  const webhooks = await receiveWebhooks(twin);
  const octocat = as("octocat");
  await octocat.issues.create({ ...at, title: "Coupons", labels: ["idea"] });
  await octocat.issues.update({ ...at, issue_number: 1, body: "Let shoppers pay less" });
  const { data: comment } = await asApp().issues.createComment({ ...at, issue_number: 1, body: "Which?" });
  await asApp().issues.updateComment({ ...at, comment_id: comment.id, body: "Which ones?" });
  await octocat.issues.addLabels({ ...at, issue_number: 1, labels: ["idea", "ready-for-dev"] });
  await octocat.issues.removeLabel({ ...at, issue_number: 1, name: "idea" });
  await octocat.issues.update({ ...at, issue_number: 1, state: "closed" });
  await octocat.issues.update({ ...at, issue_number: 1, state: "open" });
  expect(await webhooks.keys()).toEqual([
    "issues.opened",
    "issues.labeled",
    "issues.edited",
    "issue_comment.created",
    "issue_comment.edited",
    "issues.labeled",
    "issues.unlabeled",
    "issues.closed",
    "issues.reopened",
  ]);
  const all = await webhooks.all();
  expect(all[2]?.payload).toMatchObject({ changes: { body: { from: "" } } });
  expect(all[3]?.payload).toMatchObject({
    issue: { number: 1 },
    sender: { login: "osorganicai[bot]", type: "Bot" },
  });
  expect(all[5]?.payload).toMatchObject({ label: { name: "ready-for-dev" } });
  expect(await twin.violations()).toEqual([]);
});

test("what happens to a pull request and its branch is told in order", async () => {
  const { twin, at, asApp } = await startTestTwin({ "README.md": "# Shop\n" });
  const webhooks = await receiveWebhooks(twin);
  const app = asApp();
  await app.issues.create({ ...at, title: "Coupons" });
  const first = await commitFiles(app, at, { branch: "feature/1-x", files: { "a.ts": "1\n" } });
  await app.pulls.create({ ...at, title: "Coupons", head: "feature/1-x", base: "main", body: "Closes #1" });
  const second = await commitFiles(app, at, {
    branch: "feature/1-x",
    from: "feature/1-x",
    files: { "a.ts": "2\n" },
  });
  await app.issues.addLabels({ ...at, issue_number: 2, labels: ["ai"] });
  await app.issues.createComment({ ...at, issue_number: 2, body: "Proven." });
  await app.pulls.update({ ...at, pull_number: 2, title: "Coupon codes" });
  await app.pulls.merge({ ...at, pull_number: 2 });
  expect(await webhooks.keys()).toEqual([
    "issues.opened",
    "create",
    "push",
    "pull_request.opened",
    "push",
    "pull_request.synchronize",
    "pull_request.labeled",
    "issue_comment.created",
    "pull_request.edited",
    "push",
    "pull_request.closed",
    "issues.closed",
  ]);
  const all = await webhooks.all();
  expect(all[2]?.payload).toMatchObject({
    ref: "refs/heads/feature/1-x",
    created: true,
    after: first,
    commits: [{ id: first, added: ["a.ts"], removed: [], modified: [] }],
  });
  expect(all[5]?.payload).toMatchObject({
    before: first,
    after: second,
    pull_request: { head: { sha: second } },
  });
  expect(all[7]?.payload).toMatchObject({ issue: { number: 2, pull_request: expect.anything() } });
  expect(all[10]?.payload.pull_request).toMatchObject({ merged: true, state: "closed" });
  expect(await twin.violations()).toEqual([]);
});

test("a pull request that is closed and opened again is told, and nothing is told twice", async () => {
  const { twin, at, asApp } = await startTestTwin({ "README.md": "# Shop\n" });
  const app = asApp();
  await commitFiles(app, at, { branch: "feature/1-x", files: { "a.ts": "1\n" } });
  await app.pulls.create({ ...at, title: "X", head: "feature/1-x", base: "main" });
  const webhooks = await receiveWebhooks(twin);
  for (const state of ["closed", "closed", "open"] as const)
    await app.pulls.update({ ...at, pull_number: 1, state });
  await app.issues.update({ ...at, issue_number: 1, state: "closed" });
  await app.git.deleteRef({ ...at, ref: "heads/feature/1-x" });
  expect(await webhooks.keys()).toEqual([
    "pull_request.closed",
    "pull_request.reopened",
    "pull_request.closed",
    "delete",
    "push",
  ]);
  expect((await webhooks.all())[0]?.payload).toMatchObject({
    number: 1,
    pull_request: { state: "closed", merged: false },
  });
  expect(await twin.violations()).toEqual([]);
});

test("a delivery that failed is listed with its payload and sent again under its id", async () => {
  const { twin, at, as, asApp } = await startTestTwin({ "README.md": "# Shop\n" });
  const webhooks = await receiveWebhooks(twin);
  webhooks.answer.status = 503;
  await as("octocat").issues.create({ ...at, title: "Coupons" });
  await twin.idle();
  const app = asApp();
  const { data: failed } = await app.apps.listWebhookDeliveries();
  expect(failed).toMatchObject([{ event: "issues", action: "opened", status_code: 503, redelivery: false }]);
  const delivery_id = failed[0]?.id ?? 0;
  const { data: whole } = await app.apps.getWebhookDelivery({ delivery_id });
  expect(whole.request.payload).toMatchObject({ issue: { title: "Coupons" } });
  expect(whole.request.headers).toMatchObject({ "x-github-event": "issues" });
  webhooks.answer.status = 202;
  await app.apps.redeliverWebhookDelivery({ delivery_id });
  const [first, second] = await webhooks.all();
  expect(second?.id).toBe(first?.id);
  const { data: after } = await app.apps.listWebhookDeliveries();
  expect(after.map(({ status_code, redelivery }) => [status_code, redelivery])).toEqual([
    [202, true],
    [503, false],
  ]);
  expect(await twin.violations()).toEqual([]);
});

test("older deliveries are found by the cursor of the Link header", async () => {
  const { twin, at, as, asApp } = await startTestTwin({ "README.md": "# Shop\n" });
  await receiveWebhooks(twin);
  for (const title of ["one", "two", "three", "four", "five"])
    await as("octocat").issues.create({ ...at, title });
  await twin.idle();
  const app = asApp();
  const all = await app.paginate(app.apps.listWebhookDeliveries, { per_page: 2 });
  expect(all.map(({ id }) => id)).toEqual([5, 4, 3, 2, 1]);
  expect(await twin.violations()).toEqual([]);
});

test("what nobody answered with a success is redelivered by the twin's own control, once", async () => {
  const { twin, at, as } = await startTestTwin({ "README.md": "# Shop\n" });
  const webhooks = await receiveWebhooks(twin);
  webhooks.answer.status = 500;
  await as("octocat").issues.create({ ...at, title: "Coupons" });
  await twin.idle();
  webhooks.answer.status = 200;
  expect(await twin.redeliverFailed()).toBe(1);
  await twin.idle();
  expect(await twin.redeliverFailed()).toBe(0);
  const deliveries = (await twin.journal()).filter(({ kind }) => kind === "delivery");
  expect(deliveries).toMatchObject([
    { event: "issues", action: "opened", status: 500, redelivery: false },
    { event: "issues", action: "opened", status: 200, redelivery: true },
  ]);
});
