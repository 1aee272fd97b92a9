import { AIMessage, type BaseMessage, ToolMessage } from "@langchain/core/messages";

/** Runs `work` for one tool call of the last answer in `messages`, after those that stand before it. */
export type RunInOrder = <T>(
  messages: readonly BaseMessage[],
  callId: string | undefined,
  work: () => Promise<T>,
) => Promise<T>;

/**
 * Makes calls that are started at once run one after the other, in the order the model gave: steps of a durable run
 * must come in the same order every time. After a failure nothing more is started.
 */
export function orderCalls(): RunInOrder {
  const gates = new Map<string, PromiseWithResolvers<void>>();
  let failure: { readonly error: unknown } | undefined;

  function gateOf(callId: string): PromiseWithResolvers<void> {
    const gate = gates.get(callId) ?? Promise.withResolvers<void>();
    gates.set(callId, gate);
    return gate;
  }

  return async function runInOrder(messages, callId = "", work) {
    const waiting = unansweredCalls(messages);
    const predecessor = waiting[waiting.indexOf(callId) - 1];
    if (predecessor !== undefined) await gateOf(predecessor).promise;
    try {
      if (failure) throw failure.error;
      return await work();
    } catch (error) {
      failure = { error };
      throw error;
    } finally {
      gateOf(callId).resolve();
    }
  };
}

function unansweredCalls(messages: readonly BaseMessage[]): readonly string[] {
  const answered = messages
    .filter((message) => ToolMessage.isInstance(message))
    .map((message) => message.tool_call_id);
  const last = messages.findLast((message) => AIMessage.isInstance(message));
  return (last?.tool_calls ?? []).map(({ id = "" }) => id).filter((id) => !answered.includes(id));
}
