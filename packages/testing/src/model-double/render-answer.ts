import type { FixtureResponse } from "@copilotkit/aimock";
import type { ScriptedCall, ScriptedContent, ScriptedOptions, ScriptedRequest } from "./model-script.ts";

/** An answer on its way to the wire. `id` makes the ids of its tool calls unique, and equal for equal requests. */
export function renderAnswer(
  request: ScriptedRequest,
  answer: ScriptedContent & ScriptedOptions,
  id: string,
): FixtureResponse {
  const content = renderContent(request, answer, id);
  const finishReason = answer.cutOff ? "length" : "refusal" in answer ? refusalReason(request) : undefined;
  return {
    ...content,
    ...(finishReason === undefined ? {} : { finishReason }),
    usage: usageOf(answer.usage ?? estimateUsage(request, content)),
  };
}

type Content = { content: string } | { toolCalls: { id: string; name: string; arguments: string }[] };

function renderContent(request: ScriptedRequest, answer: ScriptedContent, id: string): Content {
  const toCalls = (calls: readonly { name: string; text: string }[]): Content => ({
    toolCalls: calls.map(({ name, text }, index) => ({ id: `call_${id}_${index}`, name, arguments: text })),
  });
  const [first = "answer"] = request.toolNames;
  if ("text" in answer) return { content: answer.text };
  if ("refusal" in answer) return { content: answer.refusal };
  if ("broken" in answer) return toCalls([{ name: first, text: answer.broken }]);
  if ("calls" in answer) return toCalls(answer.calls.map(renderCall));
  if (request.toolNames.length === 0) return { content: JSON.stringify(answer.answer) };
  return toCalls([renderCall({ name: first, input: answer.answer })]);
}

function renderCall({ name, input }: ScriptedCall): { name: string; text: string } {
  return { name, text: JSON.stringify(input) };
}

/** Each provider has a word of its own for it, and the wire format is only visible in the model's name. */
function refusalReason({ model }: ScriptedRequest): string {
  return model.startsWith("claude") ? "refusal" : "content_filter";
}

/** Models count about four characters of English or code as one token. */
function estimateUsage({ messages }: ScriptedRequest, content: Content): Required<ScriptedOptions>["usage"] {
  const tokens = (value: unknown): number => Math.ceil(JSON.stringify(value).length / 4);
  return { inputTokens: tokens(messages), outputTokens: tokens(content) };
}

/** Under the names of every provider; without them the wire says 0 tokens. */
function usageOf({ inputTokens, outputTokens }: Required<ScriptedOptions>["usage"]): Record<string, number> {
  return {
    input_tokens: inputTokens,
    output_tokens: outputTokens,
    prompt_tokens: inputTokens,
    completion_tokens: outputTokens,
    total_tokens: inputTokens + outputTokens,
  };
}
