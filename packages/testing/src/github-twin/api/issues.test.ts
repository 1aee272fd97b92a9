import { expect, test } from "vitest";
import { startTestTwin } from "../test-twin.ts";

test("an issue is created, read, listed, changed and closed", async () => {
  const { twin, at, as } = await startTestTwin({ "README.md": "# Shop\n" });
  const octocat = as("octocat");
  const { data: issue } = await octocat.issues.create({
    ...at,
    title: "Coupons",
    body: "Let shoppers pay less",
  });
  expect([issue.number, issue.user?.login, issue.state]).toEqual([1, "octocat", "open"]);
  await octocat.issues.update({ ...at, issue_number: 1, title: "Coupon codes" });
  expect((await octocat.issues.get({ ...at, issue_number: 1 })).data.title).toBe("Coupon codes");
  await octocat.issues.update({ ...at, issue_number: 1, state: "closed" });
  expect((await octocat.issues.listForRepo(at)).data).toEqual([]);
  expect(
    (await octocat.issues.listForRepo({ ...at, state: "closed" })).data.map(({ number }) => number),
  ).toEqual([1]);
  expect(await twin.violations()).toEqual([]);
});

test("comments are written, edited and listed, oldest first", async () => {
  const { twin, at, as, asApp } = await startTestTwin({ "README.md": "# Shop\n" });
  await as("octocat").issues.create({ ...at, title: "Coupons" });
  const { data: comment } = await asApp().issues.createComment({ ...at, issue_number: 1, body: "Which?" });
  await as("octocat").issues.createComment({ ...at, issue_number: 1, body: "Any." });
  await asApp().issues.updateComment({ ...at, comment_id: comment.id, body: "Which ones?" });
  const { data: comments } = await as("octocat").issues.listComments({ ...at, issue_number: 1 });
  expect(comments.map(({ body, user }) => [user?.login, user?.type, body])).toEqual([
    ["osorganicai[bot]", "Bot", "Which ones?"],
    ["octocat", "User", "Any."],
  ]);
  expect(await twin.violations()).toEqual([]);
});

test("labels are created when they are missing, added and removed", async () => {
  const { twin, at, as } = await startTestTwin({ "README.md": "# Shop\n" });
  const octocat = as("octocat");
  await octocat.issues.create({ ...at, title: "Coupons", labels: ["idea"] });
  await octocat.issues.createLabel({ ...at, name: "ready-for-dev", color: "00ff00" });
  await octocat.issues.addLabels({ ...at, issue_number: 1, labels: ["ready-for-dev", "new"] });
  await octocat.issues.removeLabel({ ...at, issue_number: 1, name: "idea" });
  const { data } = await octocat.issues.listLabelsOnIssue({ ...at, issue_number: 1 });
  expect(data.map(({ name, color }) => [name, color])).toEqual([
    ["ready-for-dev", "00ff00"],
    ["new", expect.any(String)],
  ]);
  await expect(octocat.issues.removeLabel({ ...at, issue_number: 1, name: "idea" })).rejects.toMatchObject({
    status: 404,
  });
  await expect(octocat.issues.createLabel({ ...at, name: "New" })).rejects.toMatchObject({ status: 422 });
  expect(await twin.violations()).toEqual([]);
});

test("texts that are too long are refused as on GitHub", async () => {
  const { twin, at, as } = await startTestTwin({ "README.md": "# Shop\n" });
  const { issues, pulls } = as("octocat");
  const fitting = "😀".repeat(65_536);
  const { data: issue } = await issues.create({ ...at, title: "x".repeat(256), body: fitting });
  const on = { ...at, issue_number: issue.number };
  const { data: comment } = await issues.createComment({ ...on, body: fitting });
  const body = `${fitting}x`;
  const refusal = { status: 422, message: expect.stringContaining("maximum is 65536 characters") };
  await expect(issues.create({ ...at, title: "X", body })).rejects.toMatchObject(refusal);
  await expect(issues.update({ ...on, body })).rejects.toMatchObject(refusal);
  await expect(issues.createComment({ ...on, body })).rejects.toMatchObject(refusal);
  await expect(issues.updateComment({ ...at, comment_id: comment.id, body })).rejects.toMatchObject(refusal);
  await expect(pulls.create({ ...at, title: "X", head: "a", base: "main", body })).rejects.toMatchObject(
    refusal,
  );
  await expect(issues.create({ ...at, title: "x".repeat(257) })).rejects.toMatchObject({
    message: expect.stringContaining("maximum is 256 characters"),
  });
  expect(await twin.violations()).toEqual([]);
});
