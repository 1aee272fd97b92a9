import { HumanMessage, ToolMessage } from "@langchain/core/messages";
import { OSOrganicError, type RunContext, type ToolTask, type ToolTaskResult } from "@osorganicai/core";
import type { AskModel } from "./ask-model.ts";
import { openConversation } from "./open-conversation.ts";
import { assertNotRefused, sendable, wantedCalls } from "./read-answer.ts";
import { runTool } from "./run-tool.ts";
import type { ToolLoop } from "./tool-loop.ts";
import { toolSchema } from "./tool-schema.ts";

/** What a session is made of, beside the task. */
export interface UseToolsOptions {
  readonly ask: AskModel;
  readonly toolLoop: ToolLoop;
  readonly maxResultChars: number;
}

/** Lets the model work with tools until one of them says `done`. */
export async function useTools(
  context: RunContext,
  task: ToolTask,
  { ask, toolLoop, maxResultChars }: UseToolsOptions,
): Promise<ToolTaskResult> {
  const { purpose, tier } = task;
  const tools = task.tools.map(({ name, description, input }) => toolSchema(name, description, input));
  let turns = 0;
  let answer = 0;
  let calls = 0;
  let silentTurns = 0;

  const { value } = await toolLoop({
    task,
    opening: openConversation(purpose, task.prompt),
    async ask(messages) {
      if (turns === task.maxTurns) throw turnLimitReached(task);
      const { message, number } = await ask(context, { purpose, tier, messages, tools });
      turns += 1;
      answer = number;
      calls = 0;
      assertNotRefused(message, purpose);
      const wanted = wantedCalls(message);
      silentTurns = wanted.length === 0 ? silentTurns + 1 : 0;
      if (silentTurns === 2) throw stoppedTwice(task);
      return { message: sendable(message), calls: wanted, reminder: new HumanMessage(reminder) };
    },
    async run(call) {
      calls += 1;
      const result = await runTool(context, call, { task, position: `${answer}.${calls}`, maxResultChars });
      task.onResult?.(result);
      const { id, name } = call;
      return { result, message: new ToolMessage({ tool_call_id: id, name, content: result.text }) };
    },
  });
  return { turns, value };
}

/** What a model is told that stopped in the middle. */
export const reminder: string =
  "You stopped without calling a tool. Go on with the tools. When everything is done, call the tool that ends the work.";

function turnLimitReached({ purpose, maxTurns }: ToolTask): OSOrganicError {
  return new OSOrganicError(
    "turn_limit_reached",
    `The model did not finish within ${maxTurns} turns (${purpose}). Make the issue smaller, or raise limits.maxTurns.`,
    { details: { purpose, maxTurns } },
  );
}

function stoppedTwice({ purpose }: ToolTask): OSOrganicError {
  return new OSOrganicError(
    "model_output_invalid",
    `The model stopped twice without calling a tool (${purpose}). Try again, or choose a model that can use tools.`,
    { details: { purpose } },
  );
}
