import { isOSOrganicError, type RunContext, type ToolResult, type ToolTask } from "@osorganicai/core";
import { cutMiddle } from "./cut-middle.ts";
import { describeMisfit } from "./describe-misfit.ts";
import type { WantedCall } from "./read-answer.ts";

/** Where a call stands, and how much of its result the model may read. */
export interface RunToolOptions {
  readonly task: ToolTask;
  /** `<number of the answer>.<call within it>`, both from 1. */
  readonly position: string;
  readonly maxResultChars: number;
}

/** One tool call as one durable step. Whatever the model did wrong comes back as a result that it can learn from. */
export function runTool(
  context: RunContext,
  call: WantedCall,
  { task, position, maxResultChars }: RunToolOptions,
): Promise<ToolResult> {
  return context.step(`tool:${call.name}:${position}`, async () => {
    const result = await callTool(call, task);
    return { ...result, text: cutMiddle(result.text, maxResultChars) };
  });
}

async function callTool({ name, input }: WantedCall, { tools }: ToolTask): Promise<ToolResult> {
  const tool = tools.find((candidate) => candidate.name === name);
  if (!tool)
    return { text: `There is no tool "${name}". There are: ${tools.map((one) => one.name).join(", ")}.` };
  const parsed = tool.input.safeParse(input);
  if (!parsed.success) {
    const problem = typeof input === "string" ? "It is not JSON." : describeMisfit(parsed.error);
    return { text: `The input of ${name} does not fit, so nothing was done. ${problem}` };
  }
  try {
    return await tool.run(parsed.data);
  } catch (error) {
    if (isOSOrganicError(error) && !error.retryable) return { text: `Failed: ${error.message}` };
    throw error;
  }
}
