import type { ModelScript, ScriptedAnswer, ScriptedCall, ScriptedRequest } from "@osorganicai/testing";

const requirement = {
  needs_clarification: false,
  questions: [],
  refined_description: "There is a function that subtracts.",
  kind: "feature",
  title: "Subtract",
  acceptance_criteria: ["subtract(5, 3) is 2"],
  out_of_scope: [],
  assumptions: [],
};

const question = {
  question: "Which numbers?",
  options: ["all"],
  default: "all",
  why: "It decides the tests.",
};

/** The whole change, in two answers: so that a crash may fall between two stored ones. */
const turns: readonly (readonly ScriptedCall[])[] = [
  [
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
  ],
  [
    {
      name: "submit_change",
      input: { summary: "Adds subtract.", criteria: [{ id: "AC1", tests: ["AC1: subtracts"] }] },
    },
  ],
];

/** Whether the provider fails this time. */
export type ModelWeather = (request: ScriptedRequest) => boolean;

/** Asks about issues that say "ask me" until somebody answers, understands the others, and writes what was agreed. */
export function createScript(fails: ModelWeather): ModelScript {
  const unlessAway = (request: ScriptedRequest, answer: ScriptedAnswer): ScriptedAnswer =>
    fails(request) ? { status: 529 } : answer;
  return {
    "product_owner.analyze_issue": (request) => {
      const asks = request.task.includes("ask me") && !/<comment by="(?!you")/.test(request.task);
      return unlessAway(request, {
        answer: asks
          ? { ...requirement, needs_clarification: true, questions: [question], acceptance_criteria: [] }
          : requirement,
      });
    },
    "developer.implement_contract": (request) =>
      unlessAway(request, { calls: turns[Math.min(request.turn, turns.length - 1)] ?? [] }),
  };
}
