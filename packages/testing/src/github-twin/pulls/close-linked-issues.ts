import type { Account } from "../accounts/create-accounts.ts";
import { publishIssueChanges } from "../issues/publish-issue-changes.ts";
import { readIssue } from "../issues/read-issue.ts";
import type { PullJson } from "../json.ts";
import type { Twin, TwinRepository } from "../twin.ts";

/** https://docs.github.com/issues/tracking-your-work-with-issues/linking-a-pull-request-to-an-issue */
const keyword = /\b(?:close[sd]?|fix(?:es|ed)?|resolve[sd]?):?\s+(?:([\w.-]+\/[\w.-]+))?#(\d+)/gi;

/** Closes the issues that a merged pull request says it closes, in the name of whoever merged it. */
export async function closeLinkedIssues(
  twin: Twin,
  repository: TwinRepository,
  { pull, sender }: { readonly pull: PullJson; readonly sender: Account },
): Promise<void> {
  for (const number of findLinkedIssues(pull.body ?? "", repository.fullName)) {
    const before = repository.pulls.has(number) ? undefined : await readIssue(twin, repository, number);
    if (before?.state !== "open") continue;
    const path = `/repos/${repository.fullName}/issues/${number}`;
    await twin.emulator.ask("PATCH", path, { state: "closed", state_reason: "completed" });
    const after = await readIssue(twin, repository, number);
    if (after) await publishIssueChanges(twin, repository, { kind: "issue", before, after, sender });
  }
}

/** Numbers after `closes #1`, `Fixes: #2`, `resolved owner/name#3` and their like, of this repository. */
export function findLinkedIssues(text: string, repository: string): readonly number[] {
  const matches = [...text.matchAll(keyword)];
  const here = matches.filter(
    ([, name]) => name === undefined || name.toLowerCase() === repository.toLowerCase(),
  );
  return [...new Set(here.map(([, , number]) => Number(number)))];
}
