import { DeveloperAgent } from "@osorganicai/agents-dev";
import { rules } from "./checklist.ts";

/** Knows how code is written in your domain. */
export default class MyDeveloper extends DeveloperAgent {
  /** Facts that stand before every prompt: conventions, units, what must never be changed without a test. */
  override getDomainContext(): string {
    return `Every change keeps these rules:
${rules.map((rule) => `- ${rule}`).join("\n")}`;
  }
}
