import type { Contract } from "@osorganicai/core";
import type { ProvenChange } from "./tools/proof-tools.ts";

/** All that a pull request says. */
export interface PullRequestText {
  readonly contract: Contract;
  readonly change: ProvenChange;
  /** 40 hex digits. */
  readonly baseCommit: string;
  readonly issueNumber: number;
}

/** The pull request's body: what was done, and for every criterion the tests that show it. */
export function renderPullRequest({ contract, change, baseCommit, issueNumber }: PullRequestText): string {
  return [
    change.summary,
    ...changedTestsWarning(change),
    `## Acceptance criteria\n\n${criteriaTable(contract, change)}`,
    `## Proof\n\n${proofList(change, baseCommit)}`,
    `Contract revision ${contract.revision} of #${issueNumber}.`,
  ].join("\n\n");
}

/** `feat: Coupon codes (#12)`, by the custom of conventional commits: https://www.conventionalcommits.org */
export function renderCommitMessage({ kind, title, summary }: Contract, issueNumber: number): string {
  return `${kind === "bugfix" ? "fix" : "feat"}: ${title} (#${issueNumber})\n\n${summary}\n`;
}

/** Existing tests that fail with the change as they were are the one thing a reader must not miss. */
function changedTestsWarning({ changedTests }: ProvenChange): readonly string[] {
  if (changedTests.length === 0) return [];
  const paths = changedTests.map((path) => `\`${cell(path)}\``).join(", ");
  return [
    `> [!WARNING]\n> **Existing tests had to change:** ${paths}. As they were, they fail with this change, so it alters behaviour they pinned down. A human has to review and merge.`,
  ];
}

function criteriaTable({ criteria }: Contract, change: ProvenChange): string {
  const rows = criteria.map(({ id, text }) => {
    const tests = change.criteria
      .filter(({ criterionId }) => criterionId === id)
      .flatMap(({ tests }) => tests);
    return `| **${id}** ${cell(text)} | ${tests.map((test) => `\`${cell(test)}\``).join("<br>")} |`;
  });
  return ["| Criterion | Tests |", "| --- | --- |", ...rows].join("\n");
}

function proofList({ checks, testsOnBase }: ProvenChange, baseCommit: string): string {
  const base = baseCommit.slice(0, 7);
  return [
    ...testsOnBase.map(
      ({ command, exitCode }) =>
        `- \`${command}\` on ${base} with only the changed test files: ${exitCode === 0 ? "passes" : `exit code ${exitCode}, so these tests need the change`}`,
    ),
    ...checks.map(
      ({ command, durationMs }) =>
        `- \`${command}\` with the change: passes in ${(durationMs / 1000).toFixed(1)} s`,
    ),
  ].join("\n");
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("`", "'").replace(/\s+/g, " ");
}
