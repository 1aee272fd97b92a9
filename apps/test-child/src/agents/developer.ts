import { DeveloperAgent } from "@osorganicai/agents-dev";

/** Knows how a shop is written. */
export default class ShopDeveloper extends DeveloperAgent {
  override getDomainContext(): string {
    return "Money is whole cents, rounded once. Never change what an order costs without a test that shows the receipt.";
  }
}
