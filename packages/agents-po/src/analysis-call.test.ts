import { expect, test } from "vitest";
import { analysisCall } from "./analysis-call.ts";

const clear = {
  needs_clarification: false,
  refined_description: "A coupon code lowers the total.",
  kind: "feature",
  title: "Coupon codes",
  acceptance_criteria: ["TEN takes ten percent off"],
};
const problems = (value: unknown) =>
  analysisCall.answer.safeParse(value).error?.issues.map(({ message }) => message) ?? [];

test("lists that are left out are empty", () => {
  expect(analysisCall.answer.parse(clear)).toMatchObject({
    questions: [],
    out_of_scope: [],
    assumptions: [],
  });
});

test("an answer that asks without a question, or decides without a criterion, is sent back with the reason", () => {
  expect(problems({ ...clear, needs_clarification: true })).toEqual([
    "needs_clarification is true, so ask at least one question",
  ]);
  expect(problems({ ...clear, acceptance_criteria: [] })).toEqual([
    "needs_clarification is false, so give at least one acceptance criterion",
  ]);
});

test.for([
  {},
  null,
  "yes",
  { ...clear, needs_clarification: "maybe" },
  { ...clear, acceptance_criteria: [" "] },
  { ...clear, title: "x".repeat(121) },
  { ...clear, questions: Array(6).fill({ question: "a", options: [], default: "b", why: "c" }) },
])("%j is no analysis", (value) => {
  expect(problems(value)).not.toEqual([]);
});
