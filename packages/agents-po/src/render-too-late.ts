import type { Conversation } from "@osorganicai/core";

/** Tells whoever comments during or after development that nobody builds what the comment says, and what to do. */
export function renderTooLate({
  status,
  pullRequestNumber,
}: Pick<Conversation, "status" | "pullRequestNumber">): string {
  if (status === "merged" || status === "deployed")
    return "This is built already. What is missing is best said in an issue of its own.";
  const where =
    pullRequestNumber === undefined ? "It is being built" : `Pull request #${pullRequestNumber} is built`;
  return `${where} from the contract above, without what was commented since. Review the pull request; or close it, delete its branch and comment here again, and the issue is read anew.`;
}
