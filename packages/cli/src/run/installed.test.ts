import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { ModelScript } from "@osorganicai/testing";
import { expect, test } from "vitest";
import { git, makeRepository, writeFiles } from "../test-support/make-repository.ts";
import { adder, clear, requirement, runScripted } from "../test-support/run-scripted.ts";

test("what is installed in the working tree is there for the checks, and none of it changes", async () => {
  const check =
    'import { writeFileSync } from "node:fs";\nimport seven from "seven";\nwriteFileSync("node_modules/.cache/seen", String(seven));\n';
  const repo = await makeRepository({
    ...adder,
    ".gitignore": "node_modules\n",
    "test/installed.test.js": `${check}import { test } from "node:test";\n\ntest("installed", () => {});\n`,
  });
  await writeFiles(repo, {
    "node_modules/seven/package.json": JSON.stringify({ name: "seven", type: "module", main: "index.js" }),
    "node_modules/seven/index.js": "export default 7;\n",
  });
  const { exitCode, stdout, stderr } = await runScripted(repo);
  expect(JSON.parse(stdout)).toMatchObject({ outcome: "proposed" });
  expect(exitCode).toBe(0);
  expect(stderr).toContain("node_modules");
  expect(await readdir(join(repo, "node_modules"))).toEqual(["seven"]);
  expect(git(repo, "ls-tree", "-r", "--name-only", "feature/1-subtract")).not.toContain("node_modules");
}, 180_000);

const pythonic: ModelScript = {
  ...clear,
  "product_owner.analyze_issue": () => ({
    answer: { ...requirement, acceptance_criteria: ["subtract(5, 3) is 2"] },
  }),
  "developer.implement_contract": () => ({
    calls: [
      {
        name: "write_file",
        input: {
          path: "calc.py",
          content: "def add(a, b):\n    return a + b\n\n\ndef subtract(a, b):\n    return a - b\n",
        },
      },
      {
        name: "write_file",
        input: {
          path: "tests/test_subtract.py",
          content:
            "import unittest\nimport calc\n\n\nclass Subtract(unittest.TestCase):\n    def test_ac1_subtracts(self):\n        self.assertEqual(calc.subtract(5, 3), 2)\n",
        },
      },
      {
        name: "submit_change",
        input: { summary: "Adds subtract.", criteria: [{ id: "AC1", tests: ["test_ac1_subtracts"] }] },
      },
    ],
  }),
};

test("a Python project is proven with what the machine has, or with --check", async () => {
  const repo = await makeRepository({
    "calc.py": "def add(a, b):\n    return a + b\n",
    "tests/test_add.py":
      "import unittest\nimport calc\n\n\nclass Add(unittest.TestCase):\n    def test_adds(self):\n        self.assertEqual(calc.add(1, 2), 3)\n",
  });
  const command = "python3 -m unittest discover -s tests";
  const { exitCode, stdout } = await runScripted(repo, { script: pythonic, flags: ["--check", command] });
  expect(JSON.parse(stdout)).toMatchObject({
    outcome: "proposed",
    proof: { checks: [{ command, exitCode: 0 }], testsOnBase: [{ exitCode: 1 }] },
  });
  expect(exitCode).toBe(0);
}, 180_000);
