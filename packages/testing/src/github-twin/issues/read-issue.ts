import { repairAnswer } from "../emulator/repairs.ts";
import type { IssueJson } from "../json.ts";
import { readPull } from "../pulls/read-pull.ts";
import type { Twin, TwinRepository } from "../twin.ts";
import { pullAsIssue } from "./pull-as-issue.ts";

/** An issue, or a pull request seen as one: on GitHub every pull request is an issue. Undefined when it is neither. */
export async function readIssue(
  twin: Twin,
  repository: TwinRepository,
  number: number,
): Promise<IssueJson | undefined> {
  const pull = await readPull(twin, repository, number);
  if (pull) return pullAsIssue(twin, pull);
  const answer = await twin.emulator
    .ask("GET", `/repos/${repository.fullName}/issues/${number}`)
    .catch(() => undefined);
  return answer === undefined ? undefined : (repairAnswer(twin, "issues/get", answer) as IssueJson);
}
