import type { Contract } from "@osorganicai/core";

/** The contract as the issue shows it, and what happens next. */
export function renderContract(
  { kind, title, summary, criteria, outOfScope, assumptions }: Omit<Contract, "revision">,
  { starts }: { readonly starts: boolean },
): string {
  return [
    `### What will be built: ${title}`,
    summary,
    `**Acceptance criteria** (${kind})\n\n${criteria.map(({ id, text }) => `- **${id}** ${text}`).join("\n")}`,
    ...list("Out of scope", outOfScope),
    ...list("Assumed", assumptions),
    starts
      ? "A developer agent starts now. Review its pull request: until then a comment here changes what is built."
      : "Somebody with write permission has to start it, with the label `ready-for-dev`. A comment here changes what is built.",
  ].join("\n\n");
}

function list(title: string, entries: readonly string[]): readonly string[] {
  return entries.length === 0 ? [] : [`**${title}**\n\n${entries.map((entry) => `- ${entry}`).join("\n")}`];
}
