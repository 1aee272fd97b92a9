import { expect, test } from "vitest";
import type { AnalysisAnswer } from "./analysis-call.ts";
import { decideNextStep, toAnalysis } from "./decide-next-step.ts";

const question = {
  question: "Which codes?",
  options: ["TEN", "any"],
  default: "TEN",
  why: "Codes decide the price.",
};
const clear: AnalysisAnswer = {
  needs_clarification: false,
  questions: [],
  refined_description: "A coupon code lowers the total.",
  kind: "feature",
  title: "Coupon codes",
  acceptance_criteria: ["TEN takes ten percent off", "An unknown code is refused"],
  out_of_scope: ["gift cards"],
  assumptions: ["one code per order"],
};
const unclear: AnalysisAnswer = {
  ...clear,
  needs_clarification: true,
  questions: [question],
  acceptance_criteria: [],
};

test("an unclear issue is asked about", () => {
  expect(decideNextStep(unclear, { mayAsk: true })).toEqual({ kind: "ask", questions: [question] });
});

test("a clear issue becomes a contract whose criteria are numbered by us", () => {
  expect(decideNextStep(clear, { mayAsk: true })).toEqual({
    kind: "ready",
    contract: {
      kind: "feature",
      title: "Coupon codes",
      summary: "A coupon code lowers the total.",
      criteria: [
        { id: "AC1", text: "TEN takes ten percent off" },
        { id: "AC2", text: "An unknown code is refused" },
      ],
      outOfScope: ["gift cards"],
      assumptions: ["one code per order"],
    },
  });
});

test("when nobody may be asked any more, the defaults become assumptions", () => {
  const next = decideNextStep({ ...unclear, acceptance_criteria: ["TEN works"] }, { mayAsk: false });
  expect(next).toMatchObject({
    kind: "ready",
    contract: { assumptions: ["one code per order", "Which codes? → TEN"] },
  });
});

test("without questions left and without criteria it gives up and names what is open", () => {
  expect(decideNextStep(unclear, { mayAsk: false })).toMatchObject({
    kind: "give_up",
    reason: expect.stringContaining("Which codes?"),
  });
});

test("the analysis keeps the original fields, and which comments were read", () => {
  const comments = [12, 15].map((id) => ({
    id,
    author: { id: 5, login: "ann", type: "User" },
    body: "Ten percent.",
    url: "",
  }));
  expect(toAnalysis(unclear, { round: 2, comments })).toEqual({
    needs_clarification: true,
    questions: [question],
    refined_description: "A coupon code lowers the total.",
    round: 2,
    last_comment_id: 15,
  });
  expect(toAnalysis(unclear, { round: 1, comments: [] }).last_comment_id).toBe(0);
});

test("questions beside a clear answer are not taken for assumptions", () => {
  expect(decideNextStep({ ...clear, questions: [question] }, { mayAsk: true })).toMatchObject({
    kind: "ready",
    contract: { assumptions: ["one code per order"] },
  });
});
