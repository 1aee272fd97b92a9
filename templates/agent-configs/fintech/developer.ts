import { DeveloperAgent } from "@osorganicai/agents-dev";
import { rules } from "./checklist.ts";

/** Knows how code is written that moves money. */
export default class FintechDeveloper extends DeveloperAgent {
  /** Facts that stand before every prompt. */
  override getDomainContext(): string {
    return `Every change keeps these rules; a change that cannot is not proposed:
${rules.map((rule) => `- ${rule}`).join("\n")}`;
  }
}
