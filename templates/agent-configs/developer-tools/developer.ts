import { DeveloperAgent } from "@osorganicai/agents-dev";
import { rules } from "./checklist.ts";

/** Knows how tools are written that developers build upon. */
export default class ToolsDeveloper extends DeveloperAgent {
  /** Facts that stand before every prompt. */
  override getDomainContext(): string {
    return `Every change keeps these rules:
${rules.map((rule) => `- ${rule}`).join("\n")}`;
  }
}
