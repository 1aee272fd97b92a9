import { publishLabelChanges } from "../issues/publish-issue-changes.ts";
import { readIssue } from "../issues/read-issue.ts";
import { asText, type IssueJson, type LabelJson } from "../json.ts";
import { readPull } from "../pulls/read-pull.ts";
import type { Twin, TwinRepository } from "../twin.ts";
import type { ApiHandler } from "./api-call.ts";
import { validationFailed } from "./api-failure.ts";
import { forward } from "./forward.ts";
import { requireIssue } from "./issues.ts";
import { requirePermission, requireRepository } from "./require.ts";

/** `issues/add-labels`, `set-labels`, `remove-label` and `remove-all-labels`: missing labels are created. */
export const changeLabels: ApiHandler = async (twin, call) => {
  const repository = requireRepository(twin, call);
  const sender = requirePermission(call, "triage");
  const { number } = await requireIssue(twin, repository, call);
  const kind = repository.pulls.has(number) ? "pull_request" : "issue";
  const before = await readSubject(twin, repository, number);
  const answer = await forward(twin, call);
  const after = await readSubject(twin, repository, number);
  await publishLabelChanges(twin, repository, { kind, before, after, sender });
  return answer;
};

/** `issues/create-label`: names differ in more than case. */
export const createLabel: ApiHandler = async (twin, call) => {
  const { fullName } = requireRepository(twin, call);
  requirePermission(call, "write");
  const name = asText(call.body["name"])?.toLowerCase();
  const taken = (await twin.emulator.ask(
    "GET",
    `/repos/${fullName}/labels?per_page=100`,
  )) as readonly LabelJson[];
  if (taken.some((label) => label.name.toLowerCase() === name))
    throw validationFailed({ resource: "Label", code: "already_exists", field: "name" });
  return forward(twin, call);
};

/** Operations on a repository's own labels, which tell nobody anything. */
export const changeRepositoryLabels: ApiHandler = async (twin, call) => {
  requirePermission(call, "write");
  return forward(twin, call);
};

async function readSubject(twin: Twin, repository: TwinRepository, number: number): Promise<IssueJson> {
  const subject = (await readPull(twin, repository, number)) ?? (await readIssue(twin, repository, number));
  return subject as IssueJson;
}
