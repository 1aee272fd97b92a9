import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startTestInstance, type TestInstance } from "@osorganicai/instance/testing";
import config from "../osorganicai.config.ts";
import { questions } from "../src/agents/checklist.ts";

// The whole team in this process, without an account: a GitHub of its own, and a model that answers what stands here.

let team: TestInstance;
before(async () => {
  team = await startTestInstance({
    config,
    users: [{ login: "ann", permission: "write" }],
    repositories: [{ owner: "acme", name: "product", directory: import.meta.dirname }], // any files will do
    script: {
      // A model that does what it is told: it asks the first question of our checklist that the agent gave it.
      "product_owner.analyze_issue": ({ system }) => ({
        answer: {
          needs_clarification: true,
          questions: questions
            .filter((question) => system.includes(question))
            .slice(0, 1)
            .map((question) => ({
              question,
              options: [],
              default: "as today",
              why: "It decides what is built.",
            })),
          refined_description: "Something is to change.",
          kind: "feature",
          title: "A change",
        },
      }),
    },
  });
});
after(() => team?.close());

test("whoever opens an issue is asked what matters in our domain", async () => {
  const issue = await github<Issue>("POST", "issues", { title: "A wish", body: "Make it better." });
  await team.settle();
  const [comment] = await github<Comment[]>("GET", `issues/${issue.number}/comments`);
  const [question = ""] = questions;
  assert.ok(comment?.body.includes(question), `The team wrote: ${comment?.body}`);
});

interface Issue {
  number: number;
}
interface Comment {
  body: string;
}

/** GitHub's API, as ann uses it. */
async function github<T>(method: string, path: string, body?: object): Promise<T> {
  const response = await fetch(`${team.twin.url}/repos/acme/product/${path}`, {
    method,
    headers: { authorization: `Bearer ${team.twin.token("ann")}`, "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  assert.ok(response.ok, `${method} ${path} was answered with ${response.status}.`);
  return (await response.json()) as T;
}
