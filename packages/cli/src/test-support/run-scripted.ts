import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { type ModelScript, startModelDouble } from "@osorganicai/testing";
import { expect, onTestFinished } from "vitest";
import { type Files, makeFolder, writeFiles } from "./make-repository.ts";
import { type CliEnd, type RunningCli, spawnCli } from "./spawn-cli.ts";

/** A product of two files. */
export const adder: Files = {
  "package.json": JSON.stringify({ name: "adder", type: "module", scripts: { test: "node --test" } }),
  "add.js": "export const add = (a, b) => a + b;\n",
  "test/add.test.js":
    'import assert from "node:assert/strict";\nimport { test } from "node:test";\nimport { add } from "../add.js";\n\ntest("adds", () => assert.equal(add(1, 2), 3));\n',
};

/** A clear requirement that fits every product in which something can be subtracted. */
export const requirement: object = {
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

/** Understands at once and writes at once. */
export const clear: ModelScript = {
  "product_owner.analyze_issue": () => ({ answer: requirement }),
  "developer.implement_contract": () => ({ calls: subtract }),
};

/** What {@link unclear} asks. */
export const question: object = {
  question: "May the result be negative?",
  options: ["yes", "no"],
  default: "yes",
  why: "It decides what 3 - 5 is.",
};

/** Asks until somebody has said something. */
export const unclear: ModelScript = {
  ...clear,
  "product_owner.analyze_issue": ({ task }) => ({
    answer: /<comment by="(?!you")/.test(task)
      ? requirement
      : { ...requirement, needs_clarification: true, questions: [question], acceptance_criteria: [] },
  }),
};

/** How a run is started. */
export interface ScriptedRun {
  readonly script?: ModelScript;
  /** @default true */
  readonly json?: boolean;
  readonly flags?: readonly string[];
  /** A program and its arguments that start it. */
  readonly through?: readonly string[];
}

/** One run with a scripted model, to its end; whatever it leaves in the folder for temporary files fails the test. */
export async function runScripted(repo: string, options: ScriptedRun = {}): Promise<CliEnd> {
  const { cli, temporary } = await startScripted(repo, options);
  const end = await cli.ended;
  expect(await readdir(temporary)).toEqual([]);
  return end;
}

/** The same, still running. */
export async function startScripted(
  repo: string,
  { script = clear, json = true, flags = [], through = [] }: ScriptedRun = {},
): Promise<{ readonly cli: RunningCli; readonly temporary: string }> {
  const home = await makeFolder();
  const temporary = join(home, "tmp");
  await mkdir(temporary);
  await writeFiles(home, { "issue.md": "# We need subtraction\n\nOnly whole numbers.\n" });
  const double = await startModelDouble({ script });
  onTestFinished(() => double.stop());
  const args = ["run", "--repo", repo, "--issue", join(home, "issue.md"), "--model", "openai:scripted"];
  const environment = { ...double.environment, TMPDIR: temporary };
  return { cli: spawnCli([...args, ...(json ? ["--json"] : []), ...flags], environment, through), temporary };
}
