import { ProductOwnerAgent } from "@osorganicai/agents-po";

/** Knows what matters in your domain. */
export default class MyProductOwner extends ProductOwnerAgent {
  /** Facts that stand before every prompt: what is regulated, who the users are, what must never be lost. */
  override getDomainContext(): string {
    return "";
  }

  /** The last edit of a prompt before it is sent. */
  override customizePrompt(basePrompt: string): string {
    return basePrompt;
  }
}
