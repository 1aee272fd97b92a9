import type { ChatCompletionRequest, ChatMessage } from "@copilotkit/aimock";
import type { ScriptedMessage, ScriptedRequest } from "./model-script.ts";

/** A request without its wire format. The purpose is empty when the system prompt does not begin with one. */
export function readRequest(request: ChatCompletionRequest): ScriptedRequest {
  const messages = joinTurns(request.messages.map(readMessage));
  const of = (role: ScriptedMessage["role"]): string[] =>
    messages.filter((message) => message.role === role).map(({ text }) => text);
  const system = of("system").join("\n\n");
  return {
    purpose: /^Purpose: (\S+)/.exec(system)?.[1] ?? "",
    model: request.model,
    turn: of("assistant").length,
    system,
    task: of("user")[0] ?? "",
    toolNames: (request.tools ?? []).map((tool) => tool.function.name),
    toolResults: of("tool"),
    messages,
  };
}

function readMessage({ role, content, tool_calls: calls = [] }: ChatMessage): ScriptedMessage {
  return {
    // OpenAI's reasoning models get their system prompt under another name.
    role: (role as string) === "developer" ? "system" : role,
    text: typeof content === "string" ? content : (content ?? []).map(({ text }) => text ?? "").join(""),
    calls: calls.map((call) => ({ name: call.function.name, input: call.function.arguments })),
  };
}

/** OpenAI's newer interface sends each call of one answer as an item of its own. */
function joinTurns(messages: readonly ScriptedMessage[]): readonly ScriptedMessage[] {
  return messages.reduce<readonly ScriptedMessage[]>((joined, message) => {
    const last = joined.at(-1);
    if (last?.role !== "assistant" || message.role !== "assistant") return [...joined, message];
    const turn = { ...last, text: last.text + message.text, calls: [...last.calls, ...message.calls] };
    return [...joined.slice(0, -1), turn];
  }, []);
}
