import type { ModelScript, ScriptedAnswer, ScriptedCall } from "@osorganicai/testing";
import { script as bugfix, bugfixJavascript } from "../scenarios/bugfix-javascript.ts";
import type { Scenario } from "../scenarios/scenario.ts";

const question = {
  question: "And when the address is blank?",
  options: ["like none"],
  default: "like none",
  why: "Blank addresses exist.",
};

/**
 * The bug fix with a question before it, a model that needs a moment to think, and tools that need another: there is time to
 * die in every part.
 */
export const script: ModelScript = {
  "product_owner.analyze_issue": (request): ScriptedAnswer => {
    const clear = bugfix["product_owner.analyze_issue"]?.(request) as { readonly answer: object };
    const answered = /<comment by="(?!you")/.test(request.task);
    const answer = answered
      ? clear.answer
      : { ...clear.answer, needs_clarification: true, questions: [question], acceptance_criteria: [] };
    return { answer, delayMs: 300 };
  },
  "developer.implement_contract": (request): ScriptedAnswer => {
    const answer = bugfix["developer.implement_contract"]?.(request);
    const { calls } = answer as { readonly calls: readonly ScriptedCall[] };
    const ends = calls.some(({ name }) => name === "submit_change" || name === "run_checks");
    return {
      calls: ends ? calls : [...calls, { name: "run_command", input: { command: "sleep 1" } }],
      delayMs: 300,
    };
  },
};

/** For tests that kill. */
export const askingScenario: Scenario = {
  ...bugfixJavascript,
  name: "bugfix with a question",
  scriptModule: import.meta.filename,
};
