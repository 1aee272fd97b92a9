import { DeveloperAgent } from "@osorganicai/agents-dev";

/** Knows how code is written in your domain. */
export default class MyDeveloper extends DeveloperAgent {
  /** Facts that stand before every prompt: conventions, units, what must never be changed without a test. */
  override getDomainContext(): string {
    return "";
  }
}
