import { ProductOwnerAgent } from "@osorganicai/agents-po";
import { questions } from "./checklist.ts";

/** Knows what matters in your domain. */
export default class MyProductOwner extends ProductOwnerAgent {
  /** Facts that stand before every prompt: what is regulated, who the users are, what must never be lost. */
  override getDomainContext(): string {
    return `(Say here in a few lines what this product is, and for whom.)

Before an issue is clear it answers:
${questions.map((question) => `- ${question}`).join("\n")}`;
  }

  /** The last edit of a prompt before it is sent. */
  override customizePrompt(basePrompt: string): string {
    return basePrompt;
  }
}
