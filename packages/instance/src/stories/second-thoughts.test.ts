import { setTimeout as wait } from "node:timers/promises";
import { Octokit } from "@octokit/rest";
import type { ScriptedAnswer } from "@osorganicai/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestInstance, type TestInstance } from "../testing/start-test-instance.ts";
import { requirement, subtract } from "./subtract-script.ts";
import { adder, removeProducts, writeProduct } from "./tiny-products.ts";

// What people do while the team is at work: they add a comment, close something, change their mind.

const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const repositories = ["stranger", "comments", "closed-pull", "closed-issue", "label"];
let child: TestInstance;

/** An analysis lists in its summary which comments it read; the word "slowly" gives a human time to interfere. */
const script = {
  "product_owner.analyze_issue": ({ task }: { readonly task: string }): ScriptedAnswer => {
    const answered = task.includes('<comment by="ann">') || task.includes("Nobody can be asked");
    const asks = task.includes("ask me") && !answered;
    const questions = [{ question: "Which numbers?", options: [], default: "all", why: "It decides." }];
    const read = ["first thought", "second thought"].filter((thought) => task.includes(thought));
    return {
      answer: asks
        ? { ...requirement, needs_clarification: true, questions, acceptance_criteria: [] }
        : { ...requirement, refined_description: `Read: ${read.join(", ") || "nothing more"}.` },
      delayMs: task.includes("slowly") ? 1000 : 0,
    };
  },
  "developer.implement_contract": ({ task }: { readonly task: string }): ScriptedAnswer => ({
    calls: subtract,
    delayMs: task.includes("nothing more") ? 0 : 1000,
  }),
};

beforeAll(async () => {
  child = await startTestInstance({
    config: { name: "second-thoughts" },
    script,
    users: [
      { login: "ann", permission: "write" },
      { login: "stranger", permission: "read" },
    ],
    repositories: await Promise.all(
      repositories.map(async (name) => ({ owner: "acme", name, directory: await writeProduct(adder) })),
    ),
  });
});

afterAll(() => child.close());
afterAll(removeProducts);

const as = (login: string) =>
  new Octokit({ baseUrl: child.twin.url, auth: child.twin.token(login), log: quiet });

async function open(repo: string, title: string, login = "ann") {
  const at = { owner: "acme", repo };
  const { data } = await as(login).issues.create({ ...at, title });
  return { ...at, issue_number: data.number };
}

type Place = Awaited<ReturnType<typeof open>>;

const say = (at: Place, body: string) => as("ann").issues.createComment({ ...at, body });

async function read(at: Place) {
  const { data: issue } = await as("ann").issues.get(at);
  const { data: comments } = await as("ann").issues.listComments(at);
  const { data: pulls } = await as("ann").pulls.list({ owner: at.owner, repo: at.repo, state: "all" });
  return {
    labels: issue.labels.map((label) => (typeof label === "string" ? label : label.name)),
    ours: comments.filter(({ user }) => user?.type === "Bot").map(({ body }) => body ?? ""),
    pulls: pulls.map(({ number, state }) => ({ number, state })).sort((a, b) => a.number - b.number),
  };
}

/** Resolves when the model has been asked so many more times, while it still thinks. */
async function untilAsked(times: number, before: number): Promise<void> {
  while ((await child.double.journal()).length < before + times) await wait(20);
}

const asked = async () => (await child.double.journal()).length;

test("a stranger's wish is understood, and waits for somebody with write permission", async () => {
  const at = await open("stranger", "subtract", "stranger");
  await child.settle();
  const waiting = await read(at);
  expect(waiting.labels).toEqual(["blocked"]);
  expect(waiting.ours).toEqual([expect.stringMatching(/with the label `ready-for-dev`/)]);
  expect(waiting.pulls).toEqual([]);

  await as("ann").issues.addLabels({ ...at, labels: ["ready-for-dev"] });
  await child.settle();
  expect(await read(at)).toMatchObject({ labels: ["in-review"], pulls: [{ state: "open" }] });
});

test("a second comment, written while the first is being considered, counts as well", async () => {
  const before = await asked();
  const at = await open("comments", "ask me slowly");
  await child.settle();
  await say(at, "first thought");
  await untilAsked(2, before);
  await say(at, "second thought");
  await child.settle();
  const { ours, pulls } = await read(at);
  const contracts = ours.filter((body) => body.includes("What will be built"));
  expect(contracts.at(-1)).toContain("Read: first thought, second thought.");
  expect(pulls).toHaveLength(1);
});

test("a comment on what is built already is answered once, and changes nothing", async () => {
  const at = { owner: "acme", repo: "comments", issue_number: 1 };
  const before = await asked();
  await say(at, "And multiply!");
  await child.settle();
  await say(at, "And divide!");
  await child.settle();
  const late = (await read(at)).ours.filter((body) => body.includes("without what was commented since"));
  expect(late).toHaveLength(1);
  expect(await asked()).toBe(before);
});

test("after a human closed the pull request and removed its branch, the label starts anew", async () => {
  const at = await open("closed-pull", "subtract");
  await child.settle();
  const [first] = (await read(at)).pulls;
  await as("ann").pulls.update({ ...at, pull_number: first?.number ?? 0, state: "closed" });
  await child.settle();
  const cancelled = await read(at);
  expect(cancelled.labels).toEqual([]);
  expect(cancelled.ours.at(-1)).toContain("`ready-for-dev`");

  await as("ann").git.deleteRef({ ...at, ref: "heads/feature/1-subtract" });
  await as("ann").issues.addLabels({ ...at, labels: ["ready-for-dev"] });
  await child.settle();
  expect(await read(at)).toMatchObject({
    labels: ["in-review"],
    pulls: [{ state: "closed" }, { state: "open" }],
  });
});

test("an issue that is closed during development gets no pull request", async () => {
  const before = await asked();
  const at = await open("closed-issue", "subtract slowly");
  await untilAsked(2, before);
  await as("ann").issues.update({ ...at, state: "closed" });
  await child.settle();
  expect(await read(at)).toMatchObject({ labels: [], pulls: [] });
});

test("the label while a question is open leads to a new contract, and then to a pull request", async () => {
  const at = await open("label", "ask me");
  await child.settle();
  await as("ann").issues.addLabels({ ...at, labels: ["ready-for-dev"] });
  await child.settle();
  const { ours, pulls, labels } = await read(at);
  expect(ours.some((body) => body.includes("What will be built"))).toBe(true);
  expect(ours.join("\n")).not.toContain("I could not finish");
  expect({ labels, pulls: pulls.length }).toEqual({ labels: ["in-review"], pulls: 1 });
});
