import { DeveloperAgent } from "@osorganicai/agents-dev";
import { rules } from "./checklist.ts";

/** Knows how a shop is written. */
export default class ShopDeveloper extends DeveloperAgent {
  /** Facts that stand before every prompt. */
  override getDomainContext(): string {
    return `Every change of the shop keeps these rules:
${rules.map((rule) => `- ${rule}`).join("\n")}`;
  }
}
