import { ProductOwnerAgent } from "@osorganicai/agents-po";
import { questions } from "./checklist.ts";

/** Knows what matters in a shop. */
export default class ShopProductOwner extends ProductOwnerAgent {
  /** Facts that stand before every prompt. */
  override getDomainContext(): string {
    return `This is an e-commerce platform.
- Consider inventory: what is sold must be in stock.
- Payments must stay PCI-DSS compliant; card data never touches our servers.
- Think about shipping: zones, weights, what is free from when on.
- An order that was paid must be fulfilled or refunded, never lost.
- Consumers may withdraw: in the EU within 14 days, and the price they see first includes taxes.

Before an issue is clear it answers, as far as it touches them:
${questions.map((question) => `- ${question}`).join("\n")}`;
  }

  /** The last edit of a prompt before it is sent. */
  override customizePrompt(basePrompt: string): string {
    return `${basePrompt}\n\nAlways consider the effect on the checkout and on abandoned carts.`;
  }
}
