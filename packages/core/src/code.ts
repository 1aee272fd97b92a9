// Code that was found, put in order by a model: a step that agents may take before they read

export { buildRankTask } from "./code/build-rank-task.ts";
export { orderCandidates } from "./code/order-candidates.ts";
export type { RankRequest } from "./code/rank-code.ts";
export { rankCode } from "./code/rank-code.ts";
export type { RankAnswer, RankCodeCall, RankTag } from "./code/rank-code-call.ts";
export { describeRankCode } from "./code/rank-code-call.ts";
