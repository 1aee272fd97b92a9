import { AIMessage, type ToolCall } from "@langchain/core/messages";
import { OSOrganicError } from "@osorganicai/core";
import { cutMiddle } from "./cut-middle.ts";

/** Why a model stopped, in the words of Anthropic, OpenAI's two interfaces, and Google. */
const cutOff = ["max_tokens", "length", "max_output_tokens", "MAX_TOKENS"];
const refused = ["refusal", "content_filter", "SAFETY"];

/** One call the model wants. */
export interface WantedCall {
  readonly id: string;
  readonly name: string;
  /** What the model sent: parsed JSON, or the text as it came when that is not JSON. */
  readonly input: unknown;
}

/** Every call of an answer, also those LangChain could not parse. */
export function wantedCalls(answer: AIMessage): readonly WantedCall[] {
  return [
    ...(answer.tool_calls ?? []).map(({ id = "", name, args }) => ({ id, name, input: args })),
    ...(answer.invalid_tool_calls ?? []).map(({ id = "", name = "", args }) => ({
      id,
      name,
      input: args ?? "",
    })),
  ];
}

/** Whether the answer ended because it reached the longest one allowed. */
export function isCutOff(answer: AIMessage): boolean {
  return stopReasons(answer).some((reason) => cutOff.includes(reason));
}

/** @throws OSOrganicError `model_refused` when the model or its provider declined to answer */
export function assertNotRefused(answer: AIMessage, purpose: string): void {
  const refusal: unknown = answer.additional_kwargs["refusal"];
  if (!refusal && !stopReasons(answer).some((reason) => refused.includes(reason))) return;
  const words = cutMiddle(typeof refusal === "string" ? refusal : answer.text, 300);
  throw new OSOrganicError(
    "model_refused",
    `The model refused to answer (${purpose}). Rephrase the issue, or choose another model.${words === "" ? "" : ` It said: ${words}`}`,
  );
}

/**
 * The answer as it may be sent back: providers refuse an empty one, and one with a call that is not JSON.
 */
export function sendable(answer: AIMessage): AIMessage {
  const isEmpty = answer.text === "" && wantedCalls(answer).length === 0;
  if (!isEmpty && !answer.invalid_tool_calls?.length) return answer;
  const calls: ToolCall[] = wantedCalls(answer).map(({ id, name, input }) => ({
    type: "tool_call",
    id,
    name,
    args: typeof input === "string" ? {} : (input as ToolCall["args"]),
  }));
  return new AIMessage({ content: isEmpty ? "(no answer)" : answer.text, tool_calls: calls });
}

function stopReasons({ response_metadata: metadata, additional_kwargs: more }: AIMessage): readonly string[] {
  const { reason } = (metadata["incomplete_details"] ?? {}) as { reason?: unknown };
  const candidates = [
    metadata["stop_reason"],
    metadata["finish_reason"],
    metadata["finishReason"],
    more["stop_reason"],
    reason,
  ];
  return candidates.filter((candidate) => typeof candidate === "string");
}
