import { readFileSync } from "node:fs";
import { join } from "node:path";
import { domains, renderChild } from "create-osorganicai";
import { expect, test } from "vitest";
import { findBrokenLinks } from "./find-broken-links.ts";

const read = (path: string) => readFileSync(join(import.meta.dirname, "..", path), "utf8");

test("test-child's shop uses templates/github-workflows/ci.yml as it is", () => {
  expect(read("apps/test-child/shop/.github/workflows/ci.yml")).toBe(
    read("templates/github-workflows/ci.yml"),
  );
});

test.for(domains)(
  "%s is the generic agents, specialised, with questions and rules worth asking",
  async (domain) => {
    for (const name of ["product-owner.ts", "developer.ts"]) {
      const anatomy = (one: string) => anatomyOf(read(`templates/agent-configs/${one}/${name}`));
      expect(anatomy(domain).base).toBeDefined();
      expect(anatomy(domain).overrides).toContain("  override getDomainContext(): string {");
      expect(anatomy(domain)).toEqual(anatomy("generic"));
    }
    const { questions, rules } = (await import(`../templates/agent-configs/${domain}/checklist.ts`)) as {
      readonly questions: readonly string[];
      readonly rules: readonly string[];
    };
    for (const list of [questions, rules]) {
      expect(list.length).toBeGreaterThanOrEqual(4);
      expect(new Set(list).size).toBe(list.length);
    }
    for (const question of questions) expect(question).toMatch(/\?$/);
    for (const rule of rules) expect(rule).toMatch(/[^?]$/);
  },
);

test.for(domains)("every link of the README of a child in the domain %s leads to a file it has", (domain) => {
  const files = renderChild({ name: "my-shop", domain, owner: "acme", supabase: true });
  const contents = new Map(files.map(({ path, content }) => [path, content]));
  const exists = (path: string) =>
    [...contents.keys()].some((file) => file === path || file.startsWith(`${path}/`));
  const readme = contents.get("README.md") ?? "";
  expect(readme).toMatch(/\]\(src\/agents\/checklist\.ts\)/);
  expect(findBrokenLinks("README.md", readme, { exists, read: (path) => contents.get(path) ?? "" })).toEqual(
    [],
  );
});

function anatomyOf(text: string) {
  return {
    imports: text.match(/^import .+;$/gm),
    base: /^export default class \w+ extends (\w+) \{$/m.exec(text)?.[1],
    overrides: text.match(/^ {2}override .+\{$/gm),
  };
}

/** The script of ci.yml's comment, as actions/github-script runs it: the body of an asynchronous function. */
function reportScript(): (...values: unknown[]) => Promise<void> {
  const [, indented = ""] = read("templates/github-workflows/ci.yml").split("script: |\n");
  const AsyncFunction = (async () => undefined).constructor as new (
    ...texts: string[]
  ) => (...values: unknown[]) => Promise<void>;
  return new AsyncFunction("github", "context", "process", indented.replace(/^ {12}/gm, ""));
}

interface Comment {
  readonly id: number;
  readonly user: { readonly type: string };
  body: string;
}

/** A pull request's comments behind the calls the script makes. */
function openThread(...comments: Comment[]) {
  const issues = {
    listComments: "listComments",
    async createComment({ issue_number, body }: { readonly issue_number: number; readonly body: string }) {
      expect(issue_number).toBe(8);
      comments.push({ id: comments.length + 1, user: { type: "Bot" }, body });
    },
    async updateComment({ comment_id, body }: { readonly comment_id: number; readonly body: string }) {
      const comment = comments.find(({ id }) => id === comment_id);
      if (comment) comment.body = body;
    },
  };
  return { comments, github: { paginate: async () => comments, rest: { issues } } };
}

test("ci.yml comments once on a pull request, and edits that comment from then on", async () => {
  const foreign = { id: 1, user: { type: "User" }, body: "Mine.\n\n<!-- ci-report -->" };
  const { comments, github } = openThread({ ...foreign });
  const pull = { payload: { pull_request: {} }, repo: { owner: "acme", repo: "shop" }, issue: { number: 8 } };
  const report = (RESULT: string, REPORT: string, context: object = pull) =>
    reportScript()(github, context, { env: { RESULT, REPORT } });

  await report("failure", "not ok 1 ```\n@everyone");
  await report("success", "all files | 87.01", { payload: {} });
  expect(comments).toHaveLength(2);
  expect(comments[1]?.body).toBe(
    "### ❌ Tests failed\n\n```\nnot ok 1 '''\n@everyone\n```\n\n<!-- ci-report -->",
  );
  await report("success", "all files | 87.01");
  await report("failure", "");
  expect(comments).toHaveLength(2);
  expect(comments[0]).toEqual(foreign);
  expect(comments[1]?.body).toContain("There is no report: see the job's log.");
});
