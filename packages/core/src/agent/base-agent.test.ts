import { expect, test } from "vitest";
import { createDelivery } from "../delivery/create-delivery.ts";
import { parseSubject } from "../delivery/subject.ts";
import { OSOrganicError } from "../errors.ts";
import { silentLogger } from "../ports/logger.ts";
import type { AgentDependencies } from "./agent-dependencies.ts";
import { BaseAgent } from "./base-agent.ts";
import type { Capability } from "./capabilities.ts";
import type { Outcome } from "./outcome.ts";
import type { RunContext } from "./run-context.ts";

/** Dependencies that write down what was done; whatever an agent here does not need is missing. */
function harness() {
  const done: string[] = [];
  const conversation = { id: "c-1", status: "in_development", pullRequestNumber: undefined };
  const dependencies = {
    log: silentLogger,
    github: {
      comment: async (_: unknown, __: unknown, { body }: { body: string }) =>
        void done.push(`comment: ${body}`),
      label: async (_: unknown, __: unknown, { add }: { add: string[] }) =>
        void done.push(`label: ${add.join()}`),
      merge: async () => ({ sha: "abc" }),
    },
    store: {
      actions: {
        append: async ({ actionType, sequence }: { actionType: string; sequence: number }) =>
          void done.push(`${sequence} ${actionType}`),
      },
      conversations: {
        findByIssue: async () => conversation,
        advance: async ({ to }: { to: string }) => void done.push(`status: ${to}`),
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
  return { done, dependencies, context };
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

  prompt() {
    return this.buildPrompt({ system: "You are an example.", task: "Do it." });
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
