import { Octokit } from "@octokit/rest";
import type { ScriptedAnswer, ScriptedCall } from "@osorganicai/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestInstance, type TestInstance } from "../testing/start-test-instance.ts";
import { requirement, subtract } from "./subtract-script.ts";
import { adder, removeProducts, writeProduct } from "./tiny-products.ts";

/** A product with a check of its own making. */
const linted: Readonly<Record<string, string>> = {
  ...adder,
  "package.json": JSON.stringify({
    name: "linted",
    type: "module",
    scripts: { test: "node --test", lint: "node tools/lint.js" },
  }),
  "tools/lint.js": "process.exitCode = 0;\n",
};
const write = (path: string, content: string): ScriptedCall => ({
  name: "write_file",
  input: { path, content },
});
const submit = (...tests: string[]): ScriptedCall => ({
  name: "submit_change",
  input: { summary: "Subtracts.", criteria: [{ id: "AC1", tests }] },
});
const files = subtract.slice(0, 2);
const packageJson = (scripts: object, more: object = {}): ScriptedCall =>
  write("package.json", JSON.stringify({ ...JSON.parse(linted["package.json"] ?? "{}"), scripts, ...more }));
const oldTest = (from: string, to: string): ScriptedCall =>
  write("test/add.test.js", (adder["test/add.test.js"] ?? "").replace(from, to));
const assertion = "assert.equal(add(1, 2), 3)";

/** What a change does to be accepted without being right, and what it is told. */
const sabotages: readonly [string, readonly ScriptedCall[], string][] = [
  [
    "a script that tests nothing",
    [
      packageJson({ test: "echo 1..0" }),
      write(
        "test/subtract.test.js",
        'import { test } from "node:test";\nimport "../missing.js";\ntest("AC1: subtracts", () => {});\n',
      ),
    ],
    "scripts.test",
  ],
  [
    "a script that ignores failures",
    [...files, packageJson({ test: "node --test || true" })],
    "scripts.test",
  ],
  [
    "an install script",
    [...files, packageJson({ test: "node --test", postinstall: "true" })],
    "scripts.postinstall",
  ],
  [
    "a dependency",
    [...files, packageJson({ test: "node --test" }, { dependencies: { "left-pad": "1.3.0" } })],
    "dependencies (left-pad)",
  ],
  [
    "an old test that skips itself",
    [...files, oldTest(`() => ${assertion}`, `(t) => { t.skip(); return; ${assertion}; }`)],
    "skips or narrows",
  ],
  [
    "an old test that ends the run",
    [...files, oldTest('test("adds"', 'process.exit(0);\ntest("adds"')],
    "ends the test run",
  ],
  [
    "an old test that asserts nothing",
    [...files, oldTest(assertion, "assert.ok(true)")],
    "0 assertions where it had 1",
  ],
  [
    "a check's own program",
    [...files, write("tools/lint.js", "// Fine.\n")],
    "tools/lint.js is run by the project's own checks",
  ],
  ["a part of a test's name", [...files, submit("t")], 'has a test called "t"'],
  ["old tests in a comment", [...files, oldTest('test("adds"', '/* test("adds"')], "0 tests where it had 1"],
];

/** Every sabotage in one run, a turn each, on the product as it was. */
const sabotage = (turn: number): readonly ScriptedCall[] => {
  const [, calls = []] = sabotages[turn] ?? [];
  const asItWas = ["package.json", "test/add.test.js", "tools/lint.js"].map((path) =>
    write(path, linted[path] ?? ""),
  );
  const handsIn = calls.some(({ name }) => name === "submit_change");
  return [...asItWas, ...calls, ...(handsIn ? [] : [submit("AC1: subtracts")])];
};

/** Adding now adds one more, which is not what the test that was there says. */
const changedMind: readonly ScriptedCall[] = [
  write("add.js", "export const add = (a, b) => a + b + 1;\n"),
  oldTest(assertion, "assert.equal(add(1, 2), 4)"),
  write(
    "test/more.test.js",
    'import assert from "node:assert/strict";\nimport { test } from "node:test";\nimport { add } from "../add.js";\n\ntest("AC1: adds one more", () => assert.equal(add(1, 1), 3));\n',
  ),
  submit("AC1: adds one more"),
];

let told: readonly string[] = [];
let child: TestInstance;
let person: Octokit;

beforeAll(async () => {
  const product = async (name: string, files: typeof adder) => ({
    owner: "acme",
    name,
    directory: await writeProduct(files),
  });
  child = await startTestInstance({
    config: {
      name: "self-made-proofs",
      repository: { autoMerge: true },
      limits: { maxTurns: sabotages.length + 1 },
    },
    script: {
      "product_owner.analyze_issue": ({ task }): ScriptedAnswer => ({
        answer: { ...requirement, title: /# (.*)/.exec(task)?.[1] ?? "" },
      }),
      "developer.implement_contract": ({ task, turn, toolResults }): ScriptedAnswer => {
        if (!task.includes("sabotage")) return { calls: changedMind };
        told = toolResults.filter((result) => result.includes("Not accepted yet"));
        return turn < sabotages.length ? { calls: sabotage(turn) } : { text: "I give up." };
      },
    },
    users: [{ login: "ann", permission: "write" }],
    repositories: [await product("sabotaged", linted), await product("contradicted", adder)],
  });
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  person = new Octokit({ baseUrl: child.twin.url, auth: child.twin.token("ann"), log });
  await tell("sabotaged", "sabotage");
});

afterAll(() => child.close());
afterAll(removeProducts);

async function tell(repo: string, title: string) {
  const at = { owner: "acme", repo };
  await person.issues.create({ ...at, title });
  await child.settle();
  return (await person.pulls.list({ ...at, state: "all" })).data;
}

test.for(sabotages.map(([title, , words], turn) => [title, words, turn] as const))(
  "%s is told what is wrong",
  ([, words, turn]) => {
    expect(told[turn]).toContain(words);
  },
);

test("nothing of it is proposed", async () => {
  expect(told).toHaveLength(sabotages.length);
  expect((await person.pulls.list({ owner: "acme", repo: "sabotaged", state: "all" })).data).toEqual([]);
});

test("a change that contradicts existing tests says so on its pull request and is kept for review", async () => {
  const [pull] = await tell("contradicted", "one more");
  expect(pull?.body).toContain("**Existing tests had to change:** `test/add.test.js`.");
  expect(pull?.body).not.toContain("green here");
  const actions = await (await child.instance.report()).actions();
  expect(actions.findLast(({ actionType }) => actionType === "proposed")?.payload).toMatchObject({
    status: "needs_review",
  });
});
