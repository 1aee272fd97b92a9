import { ProductOwnerAgent } from "@osorganicai/agents-po";
import { questions } from "./checklist.ts";

/** Knows what matters in tools that developers build upon. */
export default class ToolsProductOwner extends ProductOwnerAgent {
  /** Facts that stand before every prompt. */
  override getDomainContext(): string {
    return `This product is a tool for developers: others' builds, scripts and habits depend on it.
- Versions follow semver. What breaks a user's build is a major version, whatever we meant by it.
- Half of the users are machines: CI jobs, scripts and editors read exit codes and output for machines.
- It runs on systems we do not know, without a terminal, behind proxies, offline.
- The same input gives the same output, on every machine and every day.
- The documentation, --help and the error messages are the user interface; examples in them are run by tests.

Before an issue is clear it answers, as far as it touches them:
${questions.map((question) => `- ${question}`).join("\n")}`;
  }

  /** The last edit of a prompt before it is sent. */
  override customizePrompt(basePrompt: string): string {
    return `${basePrompt}\n\nSay in the requirement which version number it leads to and why. Give exit code and exact output in acceptance criteria.`;
  }
}
