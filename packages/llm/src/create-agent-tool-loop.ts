import { OSOrganicError, type ToolResult } from "@osorganicai/core";
import type { AgentMiddleware } from "langchain";
import type { ModelTurn, ToolLoop, ToolSession } from "./tool-loop.ts";

/** What an agent of LangChain is made of, beside the task. */
export interface AgentToolLoopOptions {
  /**
   * LangChain's or your own. It may change messages and wrap calls, but a middleware that asks a model itself, as
   * `summarizationMiddleware` does, is paid for again after a crash.
   * @default []
   */
  readonly middleware?: readonly AgentMiddleware[];
}

/**
 * A loop made of LangChain's `createAgent`, for who wants its middleware. It keeps what a durable run needs: every
 * answer and every tool call goes through the session, and parallel calls are run in the order the model gave.
 */
export function createAgentToolLoop({ middleware = [] }: AgentToolLoopOptions = {}): ToolLoop {
  return async function agentToolLoop(session) {
    const { createAgent, fakeModel, MiddlewareError } = await import("langchain");
    const [system, ...messages] = session.opening;
    const { outermost, innermost, result } = await bindSession(session);
    const agent = createAgent({
      model: fakeModel(), // Never asked: the session answers.
      tools: await declareTools(session),
      systemPrompt: system?.text ?? "",
      middleware: [outermost, ...middleware, innermost],
    });
    try {
      // The session counts turns; LangChain's own limit counts something else.
      await agent.invoke({ messages }, { recursionLimit: Number.MAX_SAFE_INTEGER });
    } catch (error) {
      throw unwrap(error, (thrown) => MiddlewareError.isInstance(thrown));
    }
    return result() ?? endedEarly(session);
  };
}

/** The session as two middlewares: the outer one keeps order, the inner one answers instead of model and tools. */
async function bindSession(session: ToolSession): Promise<{
  readonly outermost: AgentMiddleware;
  readonly innermost: AgentMiddleware;
  readonly result: () => ToolResult | undefined;
}> {
  const { createMiddleware, ToolMessage } = await import("langchain");
  const { orderCalls } = await import("./order-calls.ts");
  const runInOrder = orderCalls();
  let turn: ModelTurn | undefined;
  let done: ToolResult | undefined;

  const outermost = createMiddleware({
    name: "OrderCalls",
    wrapToolCall: (request, handler) =>
      runInOrder(request.state.messages, request.toolCall.id, async () => handler(request)),
  });
  const innermost = createMiddleware({
    name: "DurableSession",
    beforeModel: { canJumpTo: ["end"], hook: () => (done ? { jumpTo: "end" } : undefined) },
    async wrapModelCall({ systemMessage, messages }) {
      turn = await session.ask([systemMessage, ...messages]);
      return turn.message;
    },
    afterModel: {
      canJumpTo: ["model"],
      hook: () => (turn?.calls.length === 0 ? { messages: [turn.reminder], jumpTo: "model" } : undefined),
    },
    async wrapToolCall({ toolCall: { id = "", name, args } }) {
      if (done) return new ToolMessage({ tool_call_id: id, name, content: "Skipped: the work is done." });
      const { message, result } = await session.run({ id, name, input: args });
      if (result.done) done = result;
      return message;
    },
  });
  return { outermost, innermost, result: () => done };
}

/** Names and schemas only: the session runs them. */
async function declareTools({ task }: ToolSession) {
  const { tool } = await import("langchain");
  return task.tools.map(({ name, description, input: schema }) =>
    tool(() => "", { name, description, schema }),
  );
}

/**
 * LangChain wraps an error once per middleware, and collects those of parallel calls, which all fail with the first.
 * Ours have to come out as they went in.
 */
function unwrap(error: unknown, isWrapper: (error: unknown) => boolean): unknown {
  if (error instanceof AggregateError) return unwrap(error.errors[0], isWrapper);
  const { cause } = error instanceof Error ? error : {};
  return isWrapper(error) && cause !== undefined ? unwrap(cause, isWrapper) : error;
}

function endedEarly({ task }: ToolSession): never {
  throw new OSOrganicError(
    "model_output_invalid",
    `The work ended before a tool was done (${task.purpose}). A middleware of the tool loop stopped it.`,
  );
}
