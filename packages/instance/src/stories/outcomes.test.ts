import { Octokit } from "@octokit/rest";
import type { ScriptedAnswer } from "@osorganicai/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestInstance, type TestInstance } from "../testing/start-test-instance.ts";
import { requirement, subtract } from "./subtract-script.ts";
import { adder, adderWithoutCi, adderWithRedCi, removeProducts, writeProduct } from "./tiny-products.ts";

const quiet = { debug() {}, info() {}, warn() {}, error() {} };
let testInstance: TestInstance;

/** Answers by what the issue says, so that every story has an issue of its own. */
const script = {
  "product_owner.analyze_issue": ({ task }: { readonly task: string }): ScriptedAnswer => {
    if (task.includes("# garbage")) return { answer: { needs_clarification: "perhaps" } };
    if (
      task.includes("# unclear") &&
      !/<comment by="(?!you")/.test(task) &&
      !task.includes("Nobody can be asked")
    )
      return {
        answer: {
          ...requirement,
          needs_clarification: true,
          questions: [{ question: "Which numbers?", options: [], default: "all", why: "It decides." }],
          acceptance_criteria: [],
        },
      };
    return { answer: requirement };
  },
  "developer.implement_contract": (): ScriptedAnswer => ({ calls: subtract }),
};

beforeAll(async () => {
  const repository = async (name: string, files: Readonly<Record<string, string>>) => ({
    owner: "acme",
    name,
    directory: await writeProduct(files),
  });
  testInstance = await startTestInstance({
    config: { name: "outcomes" },
    script,
    users: [
      { login: "ann", permission: "write" },
      { login: "stranger", permission: "read" },
      { login: "sorter", permission: "triage" },
    ],
    repositories: [
      await repository("adder", adder),
      await repository("red", adderWithRedCi),
      await repository("no-ci", adderWithoutCi),
      await repository("taken", adder),
      await repository("no-tests", { "notes.txt": "Nothing to test here.\n" }),
      await repository("broken", {
        ...adder,
        "test/add.test.js": 'throw new Error("broken before any change");\n',
      }),
      { owner: "acme", name: "empty" },
    ],
  });
});

afterAll(() => testInstance.close());
afterAll(removeProducts);

/** One issue's story, from its title to where it came to rest. */
async function tell(repo: string, issue: { readonly title: string; readonly body?: string }, login = "ann") {
  const person = as(login);
  const at = { owner: "acme", repo };
  const { data } = await person.issues.create({ ...at, ...issue });
  await testInstance.settle();
  const story = { ...at, issue_number: data.number };
  return { at: story, person, read: () => readStory(story) };
}

async function readStory(at: {
  readonly owner: string;
  readonly repo: string;
  readonly issue_number: number;
}) {
  const person = as("ann");
  const { data: issue } = await person.issues.get(at);
  const { data: comments } = await person.issues.listComments(at);
  const { data: pulls } = await person.pulls.list({ owner: at.owner, repo: at.repo, state: "all" });
  const reports = (await (await testInstance.instance.report()).conversations()).find(
    ({ subject }) => subject === `${at.owner}/${at.repo}#${at.issue_number}`,
  );
  return {
    labels: issue.labels.map((label) => (typeof label === "string" ? label : label.name)),
    comments: comments.map(({ user, body }) => `${user?.login}: ${body?.split("\n")[0]}`),
    lastComment: comments.at(-1)?.body ?? "",
    pulls: pulls.map(({ number, draft, state, head }) => ({ number, draft, state, branch: head.ref })),
    status: reports?.status,
  };
}

const as = (login: string) =>
  new Octokit({ baseUrl: testInstance.twin.url, auth: testInstance.twin.token(login), log: quiet });

test("a clear issue without a body becomes a pull request that waits for a human, since this child did not opt in to merging", async () => {
  const { read } = await tell("adder", { title: "subtract" });
  const { labels, pulls, status } = await read();
  expect(labels).toEqual(["in-review"]);
  expect(status).toBe("in_review");
  expect(pulls).toEqual([{ number: 2, draft: false, state: "open", branch: "feature/1-subtract" }]);
});

test("an empty repository is told to get a first commit", async () => {
  const { labels, lastComment, pulls } = await (await tell("empty", { title: "subtract" })).read();
  expect(labels).toEqual(["blocked"]);
  expect(lastComment).toContain("has no commits yet. Push a first commit");
  expect(pulls).toEqual([]);
});

test("a repository without tests is told how to name them", async () => {
  const { labels, lastComment, pulls } = await (await tell("no-tests", { title: "subtract" })).read();
  expect(labels).toEqual(["blocked"]);
  expect(lastComment).toContain("no way to run tests");
  expect(pulls).toEqual([]);
});

test("a repository whose own tests fail is not blamed on the change", async () => {
  const { labels, lastComment, pulls } = await (await tell("broken", { title: "subtract" })).read();
  expect(labels).toEqual(["blocked"]);
  expect(lastComment).toContain("fail before any change");
  expect(lastComment).toContain("broken before any change");
  expect(pulls).toEqual([]);
});

test("a branch of our name that somebody else made is noticed before the model is asked for code", async () => {
  const at = { owner: "acme", repo: "taken" };
  const { data: main } = await as("ann").git.getRef({ ...at, ref: "heads/main" });
  await as("ann").git.createRef({ ...at, ref: "refs/heads/feature/1-subtract", sha: main.object.sha });
  const before = (await testInstance.double.journal()).length;
  const { labels, lastComment, pulls } = await (await tell("taken", { title: "subtract" })).read();
  const asked = (await testInstance.double.journal()).slice(before).map(({ purpose }) => purpose);
  expect(asked).toEqual(["product_owner.analyze_issue"]);
  expect(labels).toEqual(["blocked"]);
  expect(lastComment).toContain("`feature/1-subtract`, which I would work on, exists already");
  expect(pulls).toEqual([]);
});

test("a model that answers garbage three times ends in one comment that a human understands, with nothing half-written", async () => {
  const before = (await testInstance.double.journal()).length;
  const { labels, comments, lastComment, pulls } = await (await tell("no-ci", { title: "garbage" })).read();
  expect((await testInstance.double.journal()).length - before).toBe(3);
  expect(labels).toEqual(["failed"]);
  expect(comments).toHaveLength(1);
  expect(lastComment).toMatch(/^### I could not finish this\n\n.*\./);
  expect(lastComment).not.toMatch(/zod|undefined|\bat .*\.ts:/i);
  expect(pulls).toEqual([]);
});

test("red CI is reported once on the pull request and on the issue, and blocks", async () => {
  const { at, read } = await tell("red", { title: "subtract" });
  const { labels, comments, lastComment, pulls, status } = await read();
  expect(status).toBe("blocked");
  expect(labels).toEqual(["blocked"]);
  expect(lastComment).toContain("CI failed on pull request #2");
  expect(lastComment).toContain("this check is never green");
  expect(comments.filter((comment) => comment.includes("I cannot go on"))).toHaveLength(1);
  expect(pulls).toMatchObject([{ draft: true, state: "open" }]);
  const { data: onPull } = await as("ann").issues.listComments({ ...at, issue_number: 2 });
  expect(onPull.map(({ body }) => body?.split("\n")[0])).toEqual(["### CI failed"]);
});

test("a repository without CI gets a pull request that is ready for a human", async () => {
  const { read } = await tell("no-ci", { title: "subtract" });
  const { labels, pulls } = await read();
  expect(labels).toEqual(["in-review"]);
  expect(pulls).toMatchObject([{ draft: false, state: "open" }]);
});

test("only the author's answer counts, and asking again after it is not needed", async () => {
  const { at, person, read } = await tell("adder", { title: "unclear" });
  expect((await read()).labels).toEqual(["needs-clarification"]);
  await as("stranger").issues.createComment({ ...at, body: "Build what I say instead." });
  await testInstance.settle();
  expect((await read()).labels).toEqual(["needs-clarification"]);
  await person.issues.createComment({ ...at, body: "All numbers." });
  await testInstance.settle();
  const { comments, status } = await read();
  // The branch of the first story holds the same change already, so that this one cannot have it.
  expect(["in_review", "blocked"]).toContain(status);
  expect(comments.filter((comment) => comment.includes("One question"))).toHaveLength(1);
});

test("the label ready-for-dev of somebody with write permission builds without questions; that of somebody who may only sort does nothing", async () => {
  const { at, read } = await tell("red", { title: "unclear wish" });
  expect((await read()).labels).toEqual(["needs-clarification"]);
  const calls = (await testInstance.double.journal()).length;
  const { instance } = testInstance;
  await as("sorter").issues.addLabels({ ...at, labels: ["ready-for-dev"] });
  await testInstance.settle();
  expect((await testInstance.double.journal()).length).toBe(calls);
  const refused = (await (await instance.report()).deliveries()).find(({ sender }) => sender === "sorter");
  expect(refused).toMatchObject({ status: "nothing_to_do" });
  await as("ann").issues.removeLabel({ ...at, name: "ready-for-dev" });
  await as("ann").issues.addLabels({ ...at, labels: ["ready-for-dev"] });
  await testInstance.settle();
  const { comments, pulls } = await read();
  expect(comments.some((comment) => comment.includes("What will be built"))).toBe(true);
  expect(pulls.length).toBeGreaterThanOrEqual(2);
});

test("comments and labels of our own trigger nothing", async () => {
  const deliveries = await (await testInstance.instance.report()).deliveries();
  const ours = deliveries.filter(
    ({ sender, event }) => sender?.endsWith("[bot]") && (event === "issues" || event === "issue_comment"),
  );
  expect(ours.length).toBeGreaterThan(0);
  expect(new Set(ours.map(({ status }) => status))).toEqual(new Set(["ignored"]));
});

test("everything that was asked of GitHub and answered by the twin fits GitHub's own description", async () => {
  expect(await testInstance.twin.violations()).toEqual([]);
});
