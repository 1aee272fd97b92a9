import type { Contract } from "@osorganicai/core";

/** The contract as the issue shows it. */
export function renderContract({
  kind,
  title,
  summary,
  criteria,
  outOfScope,
  assumptions,
}: Omit<Contract, "revision">): string {
  return [
    `### What will be built: ${title}`,
    summary,
    `**Acceptance criteria** (${kind})\n\n${criteria.map(({ id, text }) => `- **${id}** ${text}`).join("\n")}`,
    ...list("Out of scope", outOfScope),
    ...list("Assumed", assumptions),
    "A developer agent starts now. Comment on the pull request if something is missing.",
  ].join("\n\n");
}

function list(title: string, entries: readonly string[]): readonly string[] {
  return entries.length === 0 ? [] : [`**${title}**\n\n${entries.map((entry) => `- ${entry}`).join("\n")}`];
}
