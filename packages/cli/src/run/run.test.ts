import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { git, makeFolder, makeRepository, writeFiles } from "../test-support/make-repository.ts";
import { adder, question, runScripted, unclear } from "../test-support/run-scripted.ts";

test("an issue becomes a proven branch, and nothing else in the repository changes", async () => {
  const repo = await makeRepository(adder, join(await makeFolder(), "Zoë's shop"));
  await writeFiles(repo, { "add.js": "export const add = () => 0; // not committed\n", "new.txt": "new\n" });
  const before = await photograph(repo);
  const { exitCode, stdout, stderr } = await runScripted(repo);
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
}, 180_000);

test("without --json a person reads contract, diffstat, proof and cost", async () => {
  const repo = await makeRepository(adder);
  const { stdout, exitCode } = await runScripted(repo, { json: false });
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

    Cost  price unknown: 2 calls, 589 tokens in, 239 out, openai:scripted
    "
  `);
}, 180_000);

test("a repository with an earlier run's branch gets one with the next number", async () => {
  const repo = await makeRepository(adder);
  git(repo, "branch", "feature/1-subtract");
  const { exitCode, stdout } = await runScripted(repo);
  expect([exitCode, JSON.parse(stdout).change.branch]).toEqual([0, "feature/2-subtract"]);
}, 180_000);

test("questions are printed with exit code 3, and what is printed can be filled in and handed back", async () => {
  const repo = await makeRepository(adder);
  const asked = await runScripted(repo, { script: unclear, json: false });
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
  expect((await runScripted(repo, { script: unclear, flags: ["--answers", answers] })).exitCode).toBe(0);
}, 180_000);

test("questions are JSON with --json", async () => {
  const { exitCode, stdout } = await runScripted(await makeRepository(adder), { script: unclear });
  expect([exitCode, JSON.parse(stdout)]).toMatchObject([3, { outcome: "asked", questions: [question] }]);
}, 180_000);

test("a base whose tests fail is told with exit code 1, and no branch is made", async () => {
  const repo = await makeRepository({ ...adder, "add.js": "export const add = () => 0;\n" });
  const { exitCode, stdout } = await runScripted(repo);
  expect(exitCode).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    outcome: "blocked",
    reason: expect.stringContaining("The project's own checks fail before any change"),
    contract: { title: "Subtract" },
  });
  expect(git(repo, "branch", "--format=%(refname:short)")).toBe("main");
}, 180_000);

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
