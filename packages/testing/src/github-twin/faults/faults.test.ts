import { expect, test } from "vitest";
import { connectToGitHubTwin } from "../control/connect-to-github-twin.ts";
import { startTestTwin } from "../test-twin.ts";

/** A twin with one issue, and what its people see of its comments. */
async function startCommented() {
  const { twin, at, as } = await startTestTwin({ "README.md": "# Shop\n" });
  const octocat = as("octocat");
  const issue = { ...at, issue_number: (await octocat.issues.create({ ...at, title: "X" })).data.number };
  const comment = (body: string) => octocat.issues.createComment({ ...issue, body });
  const bodies = async () => (await octocat.issues.listComments(issue)).data.map(({ body }) => body);
  return { twin, octocat, issue, comment, bodies };
}

test("a connection is cut before or after the work, as often as it was said", async () => {
  const { twin, comment, bodies } = await startCommented();
  const on = "issues/create-comment";
  await twin.setFaults([
    { on, trouble: { kind: "cut", when: "before" }, times: 1 },
    { on, trouble: { kind: "cut", when: "after" }, times: 1 },
  ]);
  await expect(comment("lost")).rejects.toMatchObject({ status: 500, response: undefined });
  await expect(comment("done, and unheard of")).rejects.toMatchObject({ status: 500 });
  await comment("done");
  expect(await bodies()).toEqual(["done, and unheard of", "done"]);
  const faults = (await twin.journal()).filter(({ kind }) => kind === "fault");
  expect(faults).toMatchObject([
    { operation: on, trouble: "cut before" },
    { operation: on, trouble: "cut after" },
  ]);
  expect(await twin.violations()).toEqual([]);
});

test("an answer is another one, with its headers and whatever body, also from another process", async () => {
  const { twin, comment, bodies } = await startCommented();
  const distant = await connectToGitHubTwin(twin.url);
  await distant.setFaults([
    {
      on: "writes",
      trouble: { kind: "answer", when: "before", status: 403, headers: { "retry-after": "60" } },
      times: 1,
    },
    { on: "writes", trouble: { kind: "answer", when: "after", status: 201, body: '{"id":' } },
  ]);
  await expect(comment("refused")).rejects.toMatchObject({
    status: 403,
    response: { headers: { "retry-after": "60" } },
  });
  expect((await comment("garbled")).data).toBe('{"id":');
  await distant.setFaults([]);
  await comment("plain");
  expect(await bodies()).toEqual(["garbled", "plain"]);
});

test("a list that is behind lacks what has just been written, and single objects do not", async () => {
  const { twin, octocat, issue, comment, bodies } = await startCommented();
  const { data } = await comment("new");
  await octocat.issues.addLabels({ ...issue, labels: ["bug"] });
  await twin.setFaults([{ on: "reads", trouble: { kind: "stale", lagMs: 60_000 } }]);
  expect(await bodies()).toEqual([]);
  expect((await octocat.issues.listLabelsOnIssue(issue)).data).toEqual([]);
  expect((await octocat.issues.getComment({ ...issue, comment_id: data.id })).data.body).toBe("new");
  await twin.setFaults([{ on: "reads", trouble: { kind: "stale", lagMs: 0 } }]);
  expect(await bodies()).toEqual(["new"]);
});

test("a part of the requests fails, the same ones for the same seed", async () => {
  const { twin, comment } = await startCommented();
  const trouble = { kind: "cut", when: "before" } as const;
  async function failures(seed: number) {
    await twin.setFaults([{ on: "writes", trouble, share: 0.3, seed }]);
    const tries = Array.from({ length: 20 }, (_, n) => n);
    const failed: number[] = [];
    for (const n of tries) await comment("x").catch(() => failed.push(n));
    return failed;
  }
  const first = await failures(7);
  expect(first.length).toBeGreaterThan(1);
  expect(first.length).toBeLessThan(15);
  expect(await failures(7)).toEqual(first);
  expect(await failures(8)).not.toEqual(first);
});

test("signing in is no write, and nothing fails before its turn", async () => {
  const { twin, comment, bodies } = await startCommented();
  await twin.setFaults([{ on: "writes", trouble: { kind: "cut", when: "before" }, after: 1, times: 1 }]);
  await comment("first");
  await expect(comment("second")).rejects.toThrow();
  await twin.setFaults([{ on: "reads", trouble: { kind: "slow", delayMs: 50 }, times: 1 }]);
  expect(await bodies()).toEqual(["first"]);
});
