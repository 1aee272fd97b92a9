import type { ModelScript, ScriptedAnswer, ScriptedCall } from "@osorganicai/testing";

/** A clear requirement that fits every `adder`. */
export const requirement: Readonly<Record<string, unknown>> = {
  needs_clarification: false,
  refined_description: "There is a function that subtracts.",
  kind: "feature",
  title: "Subtract",
  acceptance_criteria: ["subtract(5, 3) is 2"],
};

/** The whole change in one answer: the function, its test, and handing it in. */
export const subtract: readonly ScriptedCall[] = [
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
export const subtractScript: ModelScript = {
  "product_owner.analyze_issue": (): ScriptedAnswer => ({ answer: requirement }),
  "developer.implement_contract": (): ScriptedAnswer => ({ calls: subtract }),
};
