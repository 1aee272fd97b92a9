import { AIMessage, type BaseMessage, HumanMessage } from "@langchain/core/messages";
import { type ModelCall, OSOrganicError, type Prompt, type RunContext } from "@osorganicai/core";
import type { z } from "zod";
import type { AskModel } from "./ask-model.ts";
import { describeMisfit } from "./describe-misfit.ts";
import { openConversation } from "./open-conversation.ts";
import { assertNotRefused, isCutOff, wantedCalls } from "./read-answer.ts";
import { type ToolSchema, toolSchema } from "./tool-schema.ts";

/** Asks for one typed answer, three times at most: first, repair with the validation error, afresh. */
export async function generate<Answer>(
  ask: AskModel,
  context: RunContext,
  { call, prompt }: { readonly call: ModelCall<Answer>; readonly prompt: Prompt },
): Promise<Answer> {
  const tools = [answerTool(call)];
  const tryOnce = async (messages: readonly BaseMessage[]): Promise<Attempt<Answer>> => {
    const { message } = await ask(context, { purpose: call.purpose, tier: call.tier, messages, tools });
    assertNotRefused(message, call.purpose);
    return readAttempt(message, call);
  };

  const opening = openConversation(call.purpose, {
    system: `${prompt.system}\n\n${answerRequest(call.answerName)}`,
    task: prompt.task,
  });
  const first = await tryOnce(opening);
  if ("value" in first) return first.value;
  const repaired = await tryOnce([...opening, ...repairRequest(first, call.answerName)]);
  if ("value" in repaired) return repaired.value;
  const fresh = await tryOnce(opening);
  if ("value" in fresh) return fresh.value;
  throw new OSOrganicError(
    "model_output_invalid",
    `The model gave three answers that cannot be used (${call.purpose}). The last one: ${fresh.problem} Try again, or choose a stronger model.`,
    { details: { purpose: call.purpose, problem: fresh.problem } },
  );
}

/** How a typed answer is asked for, at the end of the system prompt. */
export function answerRequest(answerName: string): string {
  return `Answer by calling the tool \`${answerName}\` once. Write nothing else.`;
}

/** A typed answer is the call of a tool that does nothing. */
export function answerTool({
  answerName,
  answer,
}: Pick<ModelCall<unknown>, "answerName" | "answer">): ToolSchema {
  return toolSchema(answerName, "Gives your answer.", answer);
}

type Attempt<Answer> = { readonly value: Answer } | Misfit;

/** An answer that does not fit, and why. */
interface Misfit {
  readonly said: string;
  readonly problem: string;
}

function readAttempt<Answer>(answer: AIMessage, call: ModelCall<Answer>): Attempt<Answer> {
  const wanted = wantedCalls(answer).find(({ name }) => name === call.answerName);
  const input = wanted ? wanted.input : fromText(answer.text);
  const parsed = call.answer.safeParse(input);
  if (parsed.success) return { value: parsed.data };
  return {
    said: typeof input === "string" ? input : JSON.stringify(input),
    problem: problemOf(answer, input, parsed.error),
  };
}

/** Models that do not know tools well write their answer as JSON, often in a code block. */
function fromText(text: string): unknown {
  const [, block] = /^\s*```(?:json)?\s*\n([\s\S]*?)\n\s*```\s*$/.exec(text) ?? [];
  try {
    return JSON.parse(block ?? text);
  } catch {
    return text;
  }
}

function problemOf(answer: AIMessage, input: unknown, error: z.ZodError): string {
  if (isCutOff(answer)) return "The answer was longer than allowed and was cut off.";
  if (typeof input === "string") return "The answer was not JSON.";
  return describeMisfit(error);
}

function repairRequest({ said, problem }: Misfit, answerName: string): readonly BaseMessage[] {
  return [
    new AIMessage(said === "" ? "(no answer)" : said.toWellFormed()),
    new HumanMessage(
      `That answer does not fit. ${problem}\n\nCall the tool \`${answerName}\` again, with a complete and corrected answer.`,
    ),
  ];
}
