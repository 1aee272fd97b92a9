import { ProductOwnerAgent } from "@osorganicai/agents-po";
import { questions } from "./checklist.ts";

/** Knows what matters where money is moved. */
export default class FintechProductOwner extends ProductOwnerAgent {
  /** Facts that stand before every prompt. */
  override getDomainContext(): string {
    return `This product moves or keeps other people's money.
- The ledger is the truth: double entry, append-only, reconciled daily with banks and card schemes.
- Nothing may happen twice because a request was repeated, and nothing may be lost because an answer was.
- European payments are under PSD2: strong customer authentication (two of knowledge, possession, inherence), bound to amount and payee.
- Customers' money is kept apart from the company's own, in the books and at the bank.
- Records are kept for years, by law; the right to erasure does not reach what must be kept.
- An auditor must be able to follow each figure back to the event that caused it.

Before an issue is clear it answers, as far as it touches them:
${questions.map((question) => `- ${question}`).join("\n")}`;
  }

  /** The last edit of a prompt before it is sent. */
  override customizePrompt(basePrompt: string): string {
    return `${basePrompt}\n\nGive amounts in acceptance criteria with currency and minor units, and one criterion for the same request coming twice.`;
  }
}
