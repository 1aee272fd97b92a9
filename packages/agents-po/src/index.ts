// The agent, and what a subclass may want to override or reuse

export type { AnalysisAnswer } from "./analysis-call.ts";
// The one question it asks a model
export { analysisCall } from "./analysis-call.ts";
export type { IssueThread } from "./build-analysis-prompt.ts";
export { buildAnalysisPrompt } from "./build-analysis-prompt.ts";
export type { NextStep } from "./decide-next-step.ts";
// The policy, as a pure function
export { decideNextStep } from "./decide-next-step.ts";
export { ProductOwnerAgent } from "./product-owner-agent.ts";
