import { ProductOwnerAgent } from "@osorganicai/agents-po";

/** Knows what matters in a shop. */
export default class ShopProductOwner extends ProductOwnerAgent {
  override getDomainContext(): string {
    return `This is an e-commerce platform.
- Consider inventory: what is sold must be in stock.
- Payments must stay PCI-DSS compliant; card data never touches our servers.
- Think about shipping: zones, weights, what is free from when on.
- An order that was paid must be fulfilled or refunded, never lost.`;
  }

  override customizePrompt(basePrompt: string): string {
    return `${basePrompt}\n\nAlways consider the effect on the checkout and on abandoned carts.`;
  }
}
