/** The files of an agent that has no built-in place: a class that writes a comment, and a test that sets its label. */
export function renderOwnAgent(name: string): Readonly<Record<string, string>> {
  return {
    [`src/agents/${name}.ts`]: renderClass(name),
    [`tests/${name}.test.ts`]: renderTest(name),
  };
}

function renderClass(name: string): string {
  const className = name.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  return `import { BaseAgent, type Capability, type Outcome, parseSubject, type RunContext } from "@osorganicai/core";

/** Yours: runs when its route in osorganicai.config.ts says so. */
export default class ${className} extends BaseAgent {
  /** As it stands in the audit trail. */
  override readonly name = "${name.replaceAll("-", "_")}";
  /** All that it may do on GitHub; anything else is refused. */
  protected override readonly capabilities: readonly Capability[] = ["comment"];

  protected override async handle(context: RunContext): Promise<Outcome> {
    const issue = parseSubject(context.subject);
    // What asks somebody is a step: after a crash its result is there, and it is not asked again.
    const { title } = await context.step("read:issue", () => this.use.github.issue(issue));
    // An effect is a step by itself. One comment of this key stands on an issue, however often this runs.
    const body = \`I am ${name}, and have read "\${title}".\`;
    await this.use.github.comment(context, issue, { key: "${name}", body });
    return { kind: "nothing_to_do", reason: "It wrote a comment." };
  }
}
`;
}

function renderTest(name: string): string {
  return `import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startTestInstance, type TestInstance } from "@osorganicai/instance/testing";
import config from "../osorganicai.config.ts";

// The whole team in this process, without an account: a GitHub of its own, and a model that answers what stands here.

let team: TestInstance;
before(async () => {
  team = await startTestInstance({
    config,
    users: [{ login: "ann", permission: "write" }],
    repositories: [{ owner: "acme", name: "product", directory: import.meta.dirname }], // any files will do
    script: {
      // The Product Owner reads every new issue, and asks a question here.
      "product_owner.analyze_issue": () => ({
        answer: {
          needs_clarification: true,
          questions: [{ question: "Which one?", options: [], default: "any", why: "It decides what is built." }],
          refined_description: "Something is to change.",
          kind: "feature",
          title: "A change",
        },
      }),
    },
  });
});
after(() => team?.close());

test("the label ${name} brings ${name} to an issue", async () => {
  const { number } = await github<Issue>("POST", "issues", { title: "A wish", body: "Make it better." });
  await github("POST", \`issues/\${number}/labels\`, { labels: ["${name}"] });
  await team.settle();
  const comments = await github<Comment[]>("GET", \`issues/\${number}/comments\`);
  const bodies = comments.map(({ body }) => body).join("\\n\\n");
  assert.match(bodies, /I am ${name}, and have read "A wish"/);
});

interface Issue {
  number: number;
}
interface Comment {
  body: string;
}

/** GitHub's API, as ann uses it. */
async function github<T>(method: string, path: string, body?: object): Promise<T> {
  const response = await fetch(\`\${team.twin.url}/repos/acme/product/\${path}\`, {
    method,
    headers: { authorization: \`Bearer \${team.twin.token("ann")}\`, "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  assert.ok(response.ok, \`\${method} \${path} was answered with \${response.status}.\`);
  return (await response.json()) as T;
}
`;
}
