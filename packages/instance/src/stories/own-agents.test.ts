import { Octokit } from "@octokit/rest";
import { BaseAgent, labelIs, type Outcome, parseSubject, type RunContext } from "@osorganicai/core";
import { expect, test } from "vitest";
import { startTestInstance } from "../testing/start-test-instance.ts";
import { adder, removeProducts, writeProduct } from "./tiny-products.ts";

/** Comments, which it may, and then labels, which it may not. */
class SecurityReviewer extends BaseAgent {
  override readonly name = "security_reviewer";
  protected override readonly capabilities = ["comment"] as const;

  protected override async handle(context: RunContext): Promise<Outcome> {
    const issue = parseSubject(context.subject);
    const { title } = await context.step("read:issue", () => this.use.github.issue(issue));
    await this.use.github.comment(context, issue, { key: "review", body: `Reviewed: ${title}` });
    await this.use.github.label(context, issue, { add: ["safe"], remove: [] });
    return { kind: "nothing_to_do", reason: "Reviewed." };
  }
}

const question = { question: "Which one?", options: [], default: "any", why: "It decides what is built." };

test("a label of the child's brings its own agent to an issue, within its capabilities, and no agent answers it", async () => {
  const child = await startTestInstance({
    config: {
      name: "own-agents",
      agents: { "security-reviewer": async () => ({ default: SecurityReviewer }) },
      routes: [
        { on: "issues.labeled", when: labelIs("security"), run: "security-reviewer", first: true },
        // What it writes would start it again, if agents heard themselves.
        { on: "issue_comment.created", run: "security-reviewer", first: true },
      ],
    },
    script: {
      "product_owner.analyze_issue": () => ({
        answer: {
          needs_clarification: true,
          questions: [question],
          refined_description: "Something is to change.",
          kind: "feature",
          title: "A change",
        },
      }),
    },
    users: [{ login: "ann", permission: "write" }],
    repositories: [{ owner: "acme", name: "adder", directory: await writeProduct(adder) }],
  });
  try {
    const at = { owner: "acme", repo: "adder", issue_number: 1 };
    const person = new Octokit({ baseUrl: child.twin.url, auth: child.twin.token("ann") }).issues;
    await person.create({ ...at, title: "A wish" });
    await person.addLabels({ ...at, labels: ["security"] });
    await child.settle();

    const { data: comments } = await person.listComments(at);
    expect(comments.map(({ body }) => body?.split("\n")[0])).toEqual([
      expect.stringContaining("question"),
      "Reviewed: A wish",
      "### I could not finish this",
    ]);
    expect(comments[2]?.body).toContain("The agent security_reviewer may not label.");
    const actions = await (await child.instance.report()).actions();
    const starts = actions.filter(({ actionType }) => actionType === "started");
    expect(starts.map(({ agentType }) => agentType).toSorted()).toEqual([
      "product_owner",
      "security_reviewer",
    ]);
  } finally {
    await child.close();
    await removeProducts();
  }
});
