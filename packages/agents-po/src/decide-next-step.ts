import type { Analysis, ClarifyingQuestion, Contract } from "@osorganicai/core";
import type { AnalysisAnswer } from "./analysis-call.ts";
import type { IssueThread } from "./build-analysis-prompt.ts";

/** What the Product Owner does with an analysis. */
export type NextStep =
  | { readonly kind: "ask"; readonly questions: readonly ClarifyingQuestion[] }
  | { readonly kind: "ready"; readonly contract: Omit<Contract, "revision"> }
  | { readonly kind: "give_up"; readonly reason: string };

/** Pure: the whole policy of the Product Owner, testable without GitHub, a model or a store. */
export function decideNextStep(answer: AnalysisAnswer, { mayAsk }: { readonly mayAsk: boolean }): NextStep {
  if (answer.needs_clarification && mayAsk) return { kind: "ask", questions: answer.questions };
  if (answer.acceptance_criteria.length > 0) return { kind: "ready", contract: toContract(answer) };
  const open = answer.questions.map(({ question }) => `- ${question}`).join("\n");
  return {
    kind: "give_up",
    reason: `I asked often enough and still do not know what to build. These questions are open:\n\n${open}`,
  };
}

/** The analysis as the conversation keeps it. */
export function toAnalysis(
  { needs_clarification, questions, refined_description }: AnalysisAnswer,
  { round, comments }: Pick<IssueThread, "round" | "comments">,
): Analysis {
  const last_comment_id = Math.max(0, ...comments.map(({ id }) => id));
  return { needs_clarification, questions, refined_description, round, last_comment_id };
}

/** Criteria get their ids here, not from the model: `AC1`, `AC2`, … in its order. */
function toContract(answer: AnalysisAnswer): Omit<Contract, "revision"> {
  const assumed = answer.needs_clarification
    ? answer.questions.map(({ question, default: choice }) => `${question} → ${choice}`)
    : [];
  return {
    kind: answer.kind,
    title: answer.title,
    summary: answer.refined_description,
    criteria: answer.acceptance_criteria.map((text, index) => ({ id: `AC${index + 1}`, text })),
    outOfScope: answer.out_of_scope,
    assumptions: [...answer.assumptions, ...assumed],
  };
}
