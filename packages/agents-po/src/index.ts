// The agent, and what a subclass may want to override or reuse

export type { IssueThread } from "./build-analysis-prompt.ts";
export { buildAnalysisPrompt } from "./build-analysis-prompt.ts";
export { ProductOwnerAgent } from "./product-owner-agent.ts";

// The one question it asks a model

export type { AnalysisAnswer } from "./analysis-call.ts";
export { analysisCall, modelCalls } from "./analysis-call.ts";

// The policy, as a pure function

export type { NextStep } from "./decide-next-step.ts";
export { decideNextStep } from "./decide-next-step.ts";
