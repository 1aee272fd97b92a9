import type { ModelCall } from "@osorganicai/core";
import { z } from "zod";

/** What the model makes of an issue. Field names are part of the prompt, so they read like sentences. */
export interface AnalysisAnswer {
  readonly needs_clarification: boolean;
  readonly questions: readonly {
    readonly question: string;
    readonly options: readonly string[];
    readonly default: string;
    readonly why: string;
  }[];
  readonly refined_description: string;
  readonly kind: "feature" | "bugfix";
  readonly title: string;
  readonly acceptance_criteria: readonly string[];
  readonly out_of_scope: readonly string[];
  readonly assumptions: readonly string[];
}

const text = z.string().trim().min(1);

const answer: z.ZodType<AnalysisAnswer> = z
  .object({
    needs_clarification: z.boolean().describe("true when somebody must answer before this can be built well"),
    questions: z
      .array(
        z.object({
          question: text,
          options: z.array(text).max(6).describe("the likely answers, shortest first"),
          default: text.describe("what will be assumed when nobody answers"),
          why: text.describe("what the answer changes"),
        }),
      )
      .max(5)
      .default([])
      .describe("empty unless needs_clarification"),
    refined_description: text.describe("the requirement in plain words, as far as it is known"),
    kind: z.enum(["feature", "bugfix"]),
    title: text.max(120).describe("three to eight words, for the branch and the pull request"),
    acceptance_criteria: z
      .array(text)
      .max(20)
      .default([])
      .describe("each one testable by itself; empty when needs_clarification"),
    out_of_scope: z.array(text).max(20).default([]),
    assumptions: z.array(text).max(20).default([]),
  })
  .refine(({ needs_clarification, questions }) => !needs_clarification || questions.length > 0, {
    error: "needs_clarification is true, so ask at least one question",
    path: ["questions"],
  })
  .refine(
    ({ needs_clarification, acceptance_criteria }) => needs_clarification || acceptance_criteria.length > 0,
    {
      error: "needs_clarification is false, so give at least one acceptance criterion",
      path: ["acceptance_criteria"],
    },
  );

/** The one question the Product Owner asks a model. It has no tools: whatever the issue says, it can only be answered. */
export const analysisCall: ModelCall<AnalysisAnswer> = {
  purpose: "product_owner.analyze_issue",
  tier: "standard",
  answerName: "requirement_analysis",
  answer,
};
