// The LanguageModel port over LangChain

export type { LanguageModelOptions } from "./create-language-model.ts";
export { createLanguageModel } from "./create-language-model.ts";
export { loadChatModel } from "./load-chat-model.ts";

// Whether a model answers at all

export type { AskOneTokenOptions } from "./ask-one-token.ts";
export { askOneToken } from "./ask-one-token.ts";

// What models cost

export type { ModelPrice } from "./prices.ts";
export { knownPrices } from "./prices.ts";

// What a child allows itself

export type { ModelLimits } from "./within-turn.ts";

// Tool loops: how a model and its tools take turns

export type { AgentToolLoopOptions } from "./create-agent-tool-loop.ts";
export { createAgentToolLoop } from "./create-agent-tool-loop.ts";
export type { WantedCall } from "./read-answer.ts";
export { sequentialToolLoop } from "./sequential-tool-loop.ts";
export type { ModelTurn, ToolLoop, ToolSession, ToolTurn } from "./tool-loop.ts";
