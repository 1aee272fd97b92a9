import { type BaseMessage, HumanMessage, SystemMessage } from "@langchain/core/messages";
import type { Prompt } from "@osorganicai/core";

/**
 * The first messages of every call. The purpose comes first, so that logs, proxies and doubles can tell calls apart.
 * Half surrogate pairs, which people do paste into issues, are replaced: providers refuse them.
 */
export function openConversation(purpose: string, { system, task }: Prompt): readonly BaseMessage[] {
  return [
    new SystemMessage(`Purpose: ${purpose}\n\n${system}`.toWellFormed()),
    new HumanMessage(task.toWellFormed()),
  ];
}
