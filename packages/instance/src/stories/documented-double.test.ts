import { Octokit } from "@octokit/rest";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestInstance, type TestInstance } from "../testing/start-test-instance.ts";
import { readDocumentedCalls, scriptFromDocument } from "./documented-double.ts";
import { subtract } from "./subtract-script.ts";
import { adder, removeProducts, writeProduct } from "./tiny-products.ts";

const calls = readDocumentedCalls();
const offered: { readonly purpose: string; readonly toolNames: readonly string[] }[] = [];
let testInstance: TestInstance;

/** Enough to be put in order. */
const product = {
  ...adder,
  "numbers.js": "// What subtract would need\nexport const zero = 0;\n",
  "signs.js": "// What subtract would change\nexport const negate = (a) => -a;\n",
};

/** The facts of the issue; everything else comes from the document. */
const inputsOf = (tool: string) =>
  subtract.flatMap(({ name, input }) => (name === tool ? [input as Readonly<Record<string, unknown>>] : []));
const script = scriptFromDocument(calls, {
  "product_owner.analyze_issue": {
    requirement_analysis: [{ title: "Subtract", acceptance_criteria: ["subtract(5, 3) is 2"] }],
  },
  "developer.implement_contract": {
    read_file: [{ path: "add.js" }],
    write_file: inputsOf("write_file"),
    submit_change: inputsOf("submit_change"),
  },
});

beforeAll(async () => {
  const noting = Object.entries(script).map(([purpose, answer]) => [
    purpose,
    (request: Parameters<typeof answer>[0]) => {
      offered.push({ purpose, toolNames: request.toolNames });
      return answer(request);
    },
  ]);
  testInstance = await startTestInstance({
    config: { name: "documented", code: { rerank: true } },
    script: Object.fromEntries(noting),
    users: [{ login: "ann", permission: "write" }],
    repositories: [{ owner: "acme", name: "adder", directory: await writeProduct(product) }],
  });
});

afterAll(() => testInstance.close());
afterAll(removeProducts);

test("a double that knows only docs/model-calls.md carries an issue to its pull request", async () => {
  const { twin, settle } = testInstance;
  const ann = new Octokit({ baseUrl: twin.url, auth: twin.token("ann") });
  const at = { owner: "acme", repo: "adder" };
  await ann.issues.create({ ...at, title: "subtract" });
  await settle();
  const { data: pulls } = await ann.pulls.list(at);
  expect(pulls.map(({ head, draft }) => ({ branch: head.ref, draft }))).toEqual([
    { branch: "feature/1-subtract", draft: false },
  ]);
});

test("every request is documented and offers just the tools of the document", () => {
  const documented = new Map(calls.map(({ purpose, tools }) => [purpose, tools.map(({ name }) => name)]));
  expect(new Set(offered.map(({ purpose }) => purpose))).toEqual(new Set(documented.keys()));
  for (const { purpose, toolNames } of offered) expect(toolNames).toEqual(documented.get(purpose));
});
