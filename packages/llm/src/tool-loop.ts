import type { AIMessage, BaseMessage, ToolMessage } from "@langchain/core/messages";
import type { ToolResult, ToolTask } from "@osorganicai/core";
import type { WantedCall } from "./read-answer.ts";

/**
 * How a model and its tools take turns. A loop decides the order and nothing else: turns, limits, steps and what the
 * model is told are the session's.
 * @returns the result of the tool call that was `done`
 */
export type ToolLoop = (session: ToolSession) => Promise<ToolResult>;

/** One job of a model with tools. Its methods are durable steps: call them one at a time, in the same order always. */
export interface ToolSession {
  readonly task: ToolTask;
  /** The system prompt and the task. */
  readonly opening: readonly BaseMessage[];
  /**
   * The model's next turn.
   * @throws OSOrganicError `turn_limit_reached` instead of one turn too many, `model_output_invalid` when the model
   *   stopped twice in a row without calling a tool
   */
  ask(messages: readonly BaseMessage[]): Promise<ModelTurn>;
  /** Runs one call of the last turn. Must be called in the order the model gave. */
  run(call: WantedCall): Promise<ToolTurn>;
}

/** What the model wants next. */
export interface ModelTurn {
  /** As it is sent back in the next turn. */
  readonly message: AIMessage;
  readonly calls: readonly WantedCall[];
  /** Sent after the message when there are no calls: a reminder to go on with the tools. */
  readonly reminder: BaseMessage;
}

/** What a tool answered. */
export interface ToolTurn {
  readonly message: ToolMessage;
  readonly result: ToolResult;
}
