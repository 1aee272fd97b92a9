import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ModelScript } from "@osorganicai/testing";
import { startModelDouble } from "@osorganicai/testing";
import { expect, onTestFinished, test } from "vitest";
import { type Files, git, makeFolder, makeRepository, writeFiles } from "../test-support/make-repository.ts";
import { type CliEnd, spawnCli } from "../test-support/spawn-cli.ts";

const adder: Files = {
  "package.json": JSON.stringify({ name: "adder", type: "module", scripts: { test: "node --test" } }),
  "add.js": "export const add = (a, b) => a + b;\n",
  "test/add.test.js":
    'import assert from "node:assert/strict";\nimport { test } from "node:test";\nimport { add } from "../add.js";\n\ntest("adds", () => assert.equal(add(1, 2), 3));\n',
};

const requirement = {
  needs_clarification: false,
  refined_description: "There is a function that subtracts.",
  kind: "feature",
  title: "Subtract",
  acceptance_criteria: ["subtract(5, 3) is 2"],
};

const subtract = [
  {
    name: "write_file",
    input: { path: "subtract.js", content: "export const subtract = (a, b) => a - b;\n" },
  },
  {
    name: "write_file",
    input: {
      path: "test/subtract.test.js",
      content:
        'import assert from "node:assert/strict";\nimport { test } from "node:test";\nimport { subtract } from "../subtract.js";\n\ntest("AC1: subtracts", () => assert.equal(subtract(5, 3), 2));\n',
    },
  },
  {
    name: "submit_change",
    input: { summary: "Adds subtract.", criteria: [{ id: "AC1", tests: ["AC1: subtracts"] }] },
  },
];

const clear: ModelScript = {
  "product_owner.analyze_issue": () => ({ answer: requirement }),
  "developer.implement_contract": () => ({ calls: subtract }),
};

const question = {
  question: "May the result be negative?",
  options: ["yes", "no"],
  default: "yes",
  why: "It decides what 3 - 5 is.",
};

/** Asks until somebody has said something. */
const unclear: ModelScript = {
  ...clear,
  "product_owner.analyze_issue": ({ task }) => ({
    answer: /<comment by="(?!you")/.test(task)
      ? requirement
      : { ...requirement, needs_clarification: true, questions: [question], acceptance_criteria: [] },
  }),
};

test("an issue becomes a proven branch, and nothing else in the repository changes", async () => {
  const repo = await makeRepository(adder, join(await makeFolder(), "Zoë's shop"));
  await writeFiles(repo, { "add.js": "export const add = () => 0; // not committed\n", "new.txt": "new\n" });
  const before = await photograph(repo);
  const { exitCode, stdout, stderr } = await run(repo, clear);
  expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
  const result = JSON.parse(stdout);
  expect(result).toMatchObject({
    outcome: "proposed",
    base: { branch: "main", commit: git(repo, "rev-parse", "main") },
    contract: { title: "Subtract", criteria: [{ id: "AC1", text: "subtract(5, 3) is 2" }] },
    change: { branch: "feature/1-subtract", commit: git(repo, "rev-parse", "feature/1-subtract") },
    proof: {
      criteria: [{ criterionId: "AC1", tests: ["AC1: subtracts"] }],
      checks: [{ command: "npm run test", exitCode: 0 }],
      testsOnBase: [{ command: "npm run test", exitCode: 1 }],
    },
    cost: { calls: 2, models: ["openai:scripted"] },
  });
  expect(result.change.diffstat).toMatch(/subtract\.js .*\n.*test\/subtract\.test\.js .*\n 2 files changed/);
  expect(stderr).toContain("The working tree has changes that are not committed");
  expect(git(repo, "log", "--format=%an <%ae> %s", "main..feature/1-subtract")).toBe(
    "Ada <ada@example.com> feat: Subtract (#1)",
  );
  expect(git(repo, "show", "feature/1-subtract:add.js")).toBe(adder["add.js"]?.trim());
  const after = await photograph(repo);
  expect(without(after, "refs/heads/feature/1-subtract")).toEqual(without(before, ""));
});

test("without --json a person reads contract, diffstat, proof and cost", async () => {
  const repo = await makeRepository(adder);
  const { stdout, exitCode } = await run(repo, clear, { json: false });
  expect(exitCode).toBe(0);
  expect(stdout.replace(/[0-9a-f]{40}/, "<commit>").replace(/\d+\.\d s/g, "<time>")).toMatchInlineSnapshot(`
    "Contract  Subtract

    There is a function that subtracts.

      AC1  subtract(5, 3) is 2

    Branch  feature/1-subtract
    Commit  <commit>

     subtract.js           | 1 +
     test/subtract.test.js | 5 +++++
     2 files changed, 6 insertions(+)
     create mode 100644 subtract.js
     create mode 100644 test/subtract.test.js

    Proof

      without the change  red    npm run test  (exit code 1, <time>)
      with the change     green  npm run test  (exit code 0, <time>)

      AC1 → AC1: subtracts

    Cost  price unknown: 2 calls, 594 tokens in, 239 out, openai:scripted
    "
  `);
});

test("a second run takes the next number, so that both branches stand", async () => {
  const repo = await makeRepository(adder);
  await run(repo, clear);
  const { exitCode, stdout } = await run(repo, clear);
  expect([exitCode, JSON.parse(stdout).change.branch]).toEqual([0, "feature/2-subtract"]);
});

test("questions are printed with exit code 3, and what is printed can be filled in and handed back", async () => {
  const repo = await makeRepository(adder);
  const asked = await run(repo, unclear, { json: false });
  expect(asked.exitCode).toBe(3);
  expect(asked.stdout).toMatchInlineSnapshot(`
    "## May the result be negative?

    Options: yes · no
    Why it matters: It decides what 3 - 5 is.

    Answer: yes
    "
  `);
  expect(git(repo, "branch", "--format=%(refname:short)")).toBe("main");
  const answers = join(await makeFolder(), "answers.md");
  await writeFiles("/", { [answers]: asked.stdout });
  expect((await run(repo, unclear, { flags: ["--answers", answers] })).exitCode).toBe(0);
});

test("questions are JSON with --json", async () => {
  const { exitCode, stdout } = await run(await makeRepository(adder), unclear);
  expect([exitCode, JSON.parse(stdout)]).toMatchObject([3, { outcome: "asked", questions: [question] }]);
});

test("a base whose tests fail is told with exit code 1, and no branch is made", async () => {
  const repo = await makeRepository({ ...adder, "add.js": "export const add = () => 0;\n" });
  const { exitCode, stdout, stderr } = await run(repo, clear);
  expect(exitCode).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ outcome: "blocked", contract: { title: "Subtract" } });
  expect(stderr).toContain("The project's own checks fail before any change");
  expect(git(repo, "branch", "--format=%(refname:short)")).toBe("main");
});

interface RunFlags {
  readonly json?: boolean;
  readonly flags?: readonly string[];
}

/** One run with a scripted model; whatever it leaves in the folder for temporary files fails the test. */
async function run(
  repo: string,
  script: ModelScript,
  { json = true, flags = [] }: RunFlags = {},
): Promise<CliEnd> {
  const home = await makeFolder();
  const temporary = join(home, "tmp");
  await mkdir(temporary);
  await writeFiles(home, { "issue.md": "# We need subtraction\n\nOnly whole numbers.\n" });
  const double = await startModelDouble({ script });
  onTestFinished(() => double.stop());
  const args = ["run", "--repo", repo, "--issue", join(home, "issue.md"), "--model", "openai:scripted"];
  const environment = { ...double.environment, TMPDIR: temporary };
  const end = await spawnCli([...args, ...(json ? ["--json"] : []), ...flags], environment).ended;
  expect(await readdir(temporary)).toEqual([]);
  return end;
}

/** Every byte of working tree, index, HEAD and configuration, and every ref. */
async function photograph(repo: string): Promise<Readonly<Record<string, string>>> {
  const paths = (await readdir(repo, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => !/\.git\/(objects|logs|refs)\//.test(path));
  const files = await Promise.all(paths.map(async (path) => [path, await readFile(path, "base64")]));
  const refs = git(repo, "for-each-ref", "--format=%(refname) %(objectname)").split("\n");
  return Object.fromEntries([...files, ...refs.map((line) => line.split(" "))]);
}

function without(photo: Readonly<Record<string, string>>, name: string): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(photo).filter(([key]) => key !== name));
}
