import { expect, test } from "vitest";
import type { Conversation } from "../conversation/conversation.ts";
import { createDelivery } from "../delivery/create-delivery.ts";
import { parseSubject } from "../delivery/subject.ts";
import { OSOrganicError } from "../errors.ts";
import type { Issue } from "../ports/github.ts";
import type { Prompt } from "../ports/language-model.ts";
import { silentLogger } from "../ports/logger.ts";
import type { AgentAction, ConversationChange } from "../ports/store.ts";
import type { AgentDependencies } from "./agent-dependencies.ts";
import { BaseAgent } from "./base-agent.ts";
import type { Capability } from "./capabilities.ts";
import type { Outcome } from "./outcome.ts";
import type { RunContext } from "./run-context.ts";
import { sha256Of } from "./sha256-of.ts";

/** Dependencies that write down what was done; whatever an agent here does not need is missing. */
function harness({ status = "in_development", pullRequestNumber }: Partial<Conversation> = {}) {
  const done: string[] = [];
  const audited: AgentAction[] = [];
  const changes: ConversationChange[] = [];
  const commentKeys: string[] = [];
  const conversation = { id: "c-1", status, pullRequestNumber };
  const dependencies = {
    log: silentLogger,
    github: {
      comment: async (_: unknown, __: unknown, { key, body }: { key: string; body: string }) => {
        commentKeys.push(key);
        done.push(`comment: ${body}`);
      },
      label: async (_: unknown, __: unknown, { add }: { add: string[] }) =>
        void done.push(`label: ${add.join()}`),
      merge: async () => ({ sha: "abc" }),
    },
    store: {
      actions: {
        append: async (action: AgentAction) => {
          audited.push(action);
          done.push(`${action.sequence} ${action.actionType}`);
        },
      },
      conversations: {
        open: async () => conversation,
        findByIssue: async () => conversation,
        async advance(change: ConversationChange) {
          changes.push(change);
          done.push(`status: ${change.to}`);
          return { ...conversation, status: change.to };
        },
      },
    },
  } as unknown as AgentDependencies;
  const delivery = createDelivery(
    { id: "d-1", event: "issues" },
    new TextEncoder().encode('{"repository":{"full_name":"acme/shop"},"issue":{"number":7}}'),
  );
  const context: RunContext = {
    runId: "r-1",
    delivery,
    subject: delivery.subject,
    log: silentLogger,
    step: (_, work) => work(),
  };
  return { done, audited, changes, commentKeys, dependencies, context };
}

class Example extends BaseAgent {
  override readonly name = "example";
  protected override readonly capabilities: readonly Capability[] = ["comment"];
  readonly #work: (agent: Example, context: RunContext) => Promise<Outcome>;

  constructor(
    dependencies: AgentDependencies,
    work: (agent: Example, context: RunContext) => Promise<Outcome>,
  ) {
    super(dependencies);
    this.#work = work;
  }

  override getDomainContext(): string {
    return "We sell mugs.";
  }

  override customizePrompt(basePrompt: string): string {
    return `${basePrompt}\n\nBe brief.`;
  }

  get github() {
    return this.use.github;
  }

  /** Opens the issue's conversation. */
  open() {
    return this.openConversation({ repository: "acme/shop", number: 7, id: 70 } as Issue);
  }

  move(conversation: Conversation, to: Conversation["status"]) {
    return this.advance(conversation, { to });
  }

  prompt() {
    return this.buildPrompt({ system: "You are an example.", task: "Do it." });
  }

  log(actionType: string, payload: unknown) {
    return this.logAction(actionType, payload);
  }

  protected override handle(context: RunContext): Promise<Outcome> {
    return this.#work(this, context);
  }
}

const ready: Outcome = { kind: "ready", reason: "All is said." };

test("a run is audited from start to end and returns its outcome", async () => {
  const { done, dependencies, context } = harness();
  expect(await new Example(dependencies, async () => ready).run(context)).toEqual(ready);
  expect(done).toEqual(["1 started", "2 finished"]);
});

test("every action says what it was given, what came out, and who triggered it", async () => {
  const { audited, dependencies, context } = harness();
  const sender = { id: 42, login: "octocat", type: "User" };
  const delivery = { ...context.delivery, sender };
  await new Example(dependencies, async () => ready).run({ ...context, delivery });
  expect(audited.at(-1)).toMatchObject({
    inputSha256: sha256Of(delivery.body),
    outputSha256: sha256Of(JSON.stringify(ready)),
    triggeredBy: { id: 42, login: "octocat" },
  });
  // A hand-over has no sender: the store knows who sent what led to it.
  await new Example(dependencies, async () => ready).run(context);
  expect(audited.at(-1)).not.toHaveProperty("triggeredBy");
});

test("an action after a prompt says what the model was given, the next one the delivery again", async () => {
  const { audited, dependencies, context } = harness();
  let prompt: Prompt | undefined;
  const agent = new Example(dependencies, async (example) => {
    prompt = await example.prompt();
    await example.log("thought", { idea: "another" });
    return ready;
  });
  await agent.run(context);
  expect(prompt).toMatchObject({ task: "Do it." });
  expect(audited.map(({ inputSha256 }) => inputSha256)).toEqual([
    sha256Of(context.delivery.body),
    sha256Of(JSON.stringify(prompt)),
    sha256Of(context.delivery.body),
  ]);
});

test("a run that throws ends as failed: status, label and a comment a human understands", async () => {
  const { done, dependencies, context } = harness();
  const agent = new Example(dependencies, () =>
    Promise.reject(new OSOrganicError("model_output_invalid", "The model answered nonsense three times.")),
  );
  expect(await agent.run(context)).toEqual({
    kind: "failed",
    reason: "The model answered nonsense three times.",
  });
  expect(done.slice(0, 4)).toEqual(["1 started", "2 threw", "status: failed", "label: failed"]);
  expect(done[4]).toMatch(
    /^comment: ### I could not finish this\n\nThe model answered nonsense three times\./,
  );
  expect(done[5]).toBe("3 finished");
});

test("an error that a human can mend blocks instead of failing", async () => {
  const { done, dependencies, context } = harness();
  const agent = new Example(dependencies, () =>
    Promise.reject(new OSOrganicError("executor_unavailable", "Install bubblewrap.")),
  );
  expect((await agent.run(context)).kind).toBe("blocked");
  expect(done).toContain("status: blocked");
});

test("an unexpected error is told as well, without repeating what it says in public", async () => {
  const { dependencies, context } = harness();
  const outcome = await new Example(dependencies, () =>
    Promise.reject(new TypeError("x is not a function")),
  ).run(context);
  expect(outcome).toEqual({
    kind: "failed",
    reason: expect.stringMatching(/^Something unexpected went wrong\. .*log/),
  });
});

test("an agent cannot do what is not among its capabilities", async () => {
  const { done, dependencies, context } = harness();
  const issue = parseSubject(context.subject);
  const outcome = await new Example(dependencies, async (agent) => {
    await agent.github.comment(context, issue, { key: "k", body: "allowed" });
    await agent.github.merge(context, issue, { headSha: "abc" });
    return ready;
  }).run(context);
  expect(done).toContain("comment: allowed");
  expect(outcome).toMatchObject({ kind: "failed", reason: expect.stringContaining("may not merge") });
});

test("a prompt gets the domain behind the rules and the child's last edit at its end", async () => {
  const { dependencies } = harness();
  const { system, task } = await new Example(dependencies, async () => ready).prompt();
  expect(system).toBe("You are an example.\n\n## About this project's domain\n\nWe sell mugs.\n\nBe brief.");
  expect(task).toBe("Do it.");
});

test("one object serves one run", async () => {
  const { dependencies, context } = harness();
  const agent = new Example(dependencies, async () => ready);
  await agent.run(context);
  await expect(agent.run(context)).rejects.toThrow("One agent object serves one run");
});

test("a child without a domain changes nothing but its last edit", async () => {
  class Plain extends Example {
    override getDomainContext(): string {
      return " \n";
    }
  }
  const { dependencies } = harness();
  const { system } = await new Plain(dependencies, async () => ready).prompt();
  expect(system).toBe("You are an example.\n\nBe brief.");
});

test("an agent that is not running has nothing to work on", async () => {
  const { dependencies } = harness();
  await expect(new Example(dependencies, async () => ready).open()).rejects.toThrow("Call run(context)");
});

test("a used up budget blocks, and tells the human so", async () => {
  const { done, dependencies, context } = harness();
  await new Example(dependencies, async () => ({ kind: "over_budget", reason: "5 USD are spent." })).run(
    context,
  );
  expect(done).toContain("status: blocked");
  expect(done).toContainEqual(expect.stringContaining("the budget is used up\n\n5 USD are spent."));
});

test("a setback is told even where the lifecycle does not let the conversation stop", async () => {
  const { done, dependencies, context } = harness({ status: "deployed" });
  await new Example(dependencies, async () => ({ kind: "failed", reason: "Too late." })).run(context);
  expect(done).toEqual(["1 started", expect.stringContaining("Too late."), "2 finished"]);
});

test("every run that fails tells of its own failure, whatever the agent may do itself", async () => {
  class Silent extends Example {
    protected override readonly capabilities: readonly Capability[] = [];
  }
  const { done, commentKeys, dependencies, context } = harness();
  await new Silent(dependencies, async () => ({ kind: "failed", reason: "No." })).run(context);
  expect(commentKeys).toEqual(["failed:r-1"]);
  expect(done).toContain("label: failed");
});

test("a setback that names its topic is told under it, and not again by the next run that meets it", async () => {
  const { commentKeys, done, dependencies, context } = harness({ status: "blocked" });
  const stop = async () => ({ kind: "blocked", reason: "CI is red.", topic: "ci:abc" }) as const;
  await new Example(dependencies, stop).run(context);
  await new Example(dependencies, stop).run({ ...context, runId: "r-2" });
  expect(new Set(commentKeys)).toEqual(new Set(["blocked:ci:abc"]));
  expect(done.filter((line) => line.startsWith("status"))).toEqual([]);
});

test("how to try again is said only while there is no pull request, which would be in the way", async () => {
  for (const [pullRequestNumber, hint] of [
    [undefined, true],
    [8, false],
  ] as const) {
    const { done, dependencies, context } = harness({ pullRequestNumber });
    await new Example(dependencies, async () => ({ kind: "blocked", reason: "CI is red." })).run(context);
    const comment = done.find((line) => line.startsWith("comment: ")) ?? "";
    expect(comment.includes("To try again")).toBe(hint);
  }
});

test("the audit trail names the conversation as soon as the run knows it", async () => {
  const { audited, dependencies, context } = harness();
  await new Example(dependencies, async (agent) => {
    await agent.open();
    return ready;
  }).run(context);
  expect(audited.map(({ conversationId }) => conversationId)).toEqual([undefined, "c-1"]);
});

test("a change is told apart from those of other runs, and starts from what the agent saw", async () => {
  const { changes, done, dependencies, context } = harness({ status: "analyzing" });
  await new Example(dependencies, async (agent) => {
    const conversation = await agent.open();
    await agent.move(await agent.move(conversation, "analyzing"), "ready_for_dev");
    return ready;
  }).run(context);
  const made = { conversationId: "c-1", runId: "r-1", agent: "example", from: "analyzing" };
  expect(changes).toEqual([
    { ...made, key: "r-1:analyzing", to: "analyzing" },
    { ...made, key: "r-1:ready_for_dev", to: "ready_for_dev" },
  ]);
  // Labels follow a status that changes; one that stays asks nothing of GitHub.
  expect(done.filter((line) => line.startsWith("label"))).toEqual(["label: ready-for-dev"]);
});

test("each entry of the audit trail is a step of its own", async () => {
  const steps: string[] = [];
  const { dependencies, context } = harness();
  const step: RunContext["step"] = (name, work) => (steps.push(name), work());
  await new Example(dependencies, async () => ready).run({ ...context, step });
  expect(steps).toEqual(["log:1:started", "log:2:finished"]);
});
