import {
  type AgentDependencies,
  type CodeQuery,
  type ConversationChange,
  createDelivery,
  type Permission,
  type Prompt,
  silentLogger,
} from "@osorganicai/core";
import { createTestRun } from "@osorganicai/testing";
import { expect, test } from "vitest";
import type { AnalysisAnswer } from "./analysis-call.ts";
import { ProductOwnerAgent } from "./product-owner-agent.ts";

const ann = { id: 5, login: "ann", type: "User" };
const clear: AnalysisAnswer = {
  needs_clarification: false,
  questions: [],
  refined_description: "A coupon code lowers the total.",
  kind: "feature",
  title: "Coupon codes",
  acceptance_criteria: ["TEN takes ten percent off"],
  out_of_scope: [],
  assumptions: [],
};
const unclear: AnalysisAnswer = {
  ...clear,
  needs_clarification: true,
  questions: [{ question: "Which codes?", options: [], default: "TEN", why: "Price." }],
};

/** What the agent does about one event, when `rounds` of at most two were used before. */
async function react(
  [event, payload]: readonly [string, object],
  answer: AnalysisAnswer,
  {
    status = "analyzing",
    rounds = 0,
    permission = "none" as Permission,
    rerankCode = undefined as boolean | undefined,
  } = {},
) {
  const queries: CodeQuery[] = [];
  const purposes: string[] = [];
  const comments: string[] = [];
  const changes: ConversationChange[] = [];
  const prompts: Prompt[] = [];
  let conversation = { id: "c-1", status, analysis: rounds > 0 ? { round: rounds } : undefined };
  const dependencies = {
    github: {
      issue: async () => ({
        repository: "acme/shop",
        number: 7,
        title: "Coupons",
        body: "",
        state: "open",
        author: ann,
      }),
      self: async () => ({ id: 1, login: "bot[bot]", type: "Bot" }),
      // The list is behind: it lacks whatever nobody has heard of.
      comments: async (_: unknown, { including }: { including?: number } = {}) =>
        [{ id: 21, author: ann, body: "All of them.", url: "" }].filter(({ id }) => id === including),
      permission: async () => permission,
      defaultBranch: async () => "main",
      branchHead: async () => "c0ffee",
      snapshot: async () => ({ paths: [] }),
      comment: async (_: unknown, __: unknown, { key }: { key: string }) => void comments.push(key),
      label: async () => {},
    },
    store: {
      actions: { append: async () => {} },
      conversations: {
        open: async () => conversation,
        findByIssue: async () => conversation,
        async advance(change: ConversationChange) {
          changes.push(change);
          conversation = { ...conversation, status: change.to };
          return conversation;
        },
      },
    },
    llm: {
      async generate(_: unknown, { purpose }: { purpose: string }, prompt: Prompt) {
        purposes.push(purpose);
        if (purpose === "product_owner.rank_code") return { order: [2] };
        prompts.push(prompt);
        return answer;
      },
    },
    codeContext: {
      candidates: async () => ["a.ts", "b.ts"].map((path) => ({ path, outline: "", excerpt: "", score: 1 })),
      async summarize(_: unknown, query: CodeQuery) {
        queries.push(query);
        return { map: "", excerpts: [] };
      },
    },
    settings: { maxQuestionRounds: 2, ...(rerankCode !== undefined && { rerankCode }) },
    log: silentLogger,
  } as unknown as AgentDependencies;
  const body = JSON.stringify({ repository: { full_name: "acme/shop" }, issue: { number: 7 }, ...payload });
  const delivery = createDelivery({ id: "d", event }, new TextEncoder().encode(body));
  const run = createTestRun({ delivery });
  const { kind } = await new ProductOwnerAgent(dependencies).run(run.context);
  return { kind, comments, changes, prompts, queries, purposes, run };
}

const opened = ["issues", { action: "opened", sender: ann }] as const;
const comment = (sender: object) =>
  ["issue_comment", { action: "created", sender, comment: { id: 21 } }] as const;
const stranger = { id: 6, login: "bob", type: "User" };
const asked = { status: "needs_clarification", rounds: 1 };

test("a clear issue gets its contract and is handed over to the Developer in one change", async () => {
  const { kind, comments, changes } = await react(opened, clear, { permission: "write" });
  expect(kind).toBe("ready");
  expect(comments).toEqual(["contract:1"]);
  expect(changes.at(-1)).toMatchObject({
    to: "ready_for_dev",
    handOverTo: "developer",
    analysis: { round: 1 },
    contract: { title: "Coupon codes", criteria: [{ id: "AC1" }] },
  });
});

test("the contract of somebody who may not write waits for somebody who may", async () => {
  const { kind, comments, changes } = await react(opened, clear, { permission: "triage" });
  expect(kind).toBe("ready");
  expect(comments).toEqual(["contract:1"]);
  expect(changes.at(-1)).toMatchObject({ to: "blocked", contract: { title: "Coupon codes" } });
  expect(changes.at(-1)?.handOverTo).toBeUndefined();
});

test("an unclear issue is asked about, in every round that is left", async () => {
  const first = await react(opened, unclear);
  expect(first).toMatchObject({ kind: "asked", comments: ["questions:1"] });
  expect(first.changes.at(-1)).toMatchObject({ to: "needs_clarification", analysis: { round: 1 } });
  expect(first.changes.at(-1)?.handOverTo).toBeUndefined();
  const second = await react(comment(ann), unclear, asked);
  expect(second).toMatchObject({ kind: "asked", comments: ["questions:2"] });
});

test("an answer is read although GitHub's list of comments does not have it yet", async () => {
  const { prompts, changes } = await react(comment(ann), clear, asked);
  expect(prompts[0]?.task).toContain('<comment by="ann">\nAll of them.');
  expect(changes.at(-1)?.analysis).toMatchObject({ last_comment_id: 21 });
});

test("when the rounds are used up nobody is asked any more", async () => {
  const { kind, prompts } = await react(comment(ann), unclear, { ...asked, rounds: 2 });
  expect(kind).toBe("ready");
  expect(prompts[0]?.task).toContain("Nobody can be asked any more");
});

test("who wants it built without questions is not asked any", async () => {
  const handOver = ["hand-over", { action: "productOwner" }] as const;
  expect(await react(handOver, unclear, { status: "ready_for_dev" })).toMatchObject({ kind: "ready" });
});

test("a stranger's answer costs nothing and changes nothing; a collaborator's counts", async () => {
  const { run, ...nothing } = await react(comment(stranger), clear, { ...asked, permission: "read" });
  expect(nothing).toEqual({
    kind: "nothing_to_do",
    comments: [],
    changes: [],
    prompts: [],
    queries: [],
    purposes: [],
  });
  expect(run.steps.map(({ name }) => name)).not.toContain("read:comments");
  expect((await react(comment(stranger), clear, { ...asked, permission: "write" })).kind).toBe("ready");
});

test("code is read in the order of a small model where the child wants it, and nobody is asked elsewhere", async () => {
  const off = await react(opened, clear);
  expect(off.purposes).toEqual(["product_owner.analyze_issue"]);
  expect(off.queries[0]?.preferred).toEqual([]);
  expect(off.run.steps.map(({ name }) => name)).not.toContain("read:candidates");
  const on = await react(opened, clear, { rerankCode: true });
  expect(on.purposes).toEqual(["product_owner.rank_code", "product_owner.analyze_issue"]);
  expect(on.queries[0]?.preferred).toEqual(["b.ts", "a.ts"]);
  expect(on.run.steps.map(({ name }) => name)).toContain("read:candidates");
});
