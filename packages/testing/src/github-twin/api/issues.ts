import { issueEventJson } from "../issues/issue-event.ts";
import { listIssues as findIssues } from "../issues/list-issues.ts";
import { publishIssueChanges, publishLabelChanges } from "../issues/publish-issue-changes.ts";
import { pullAsIssue } from "../issues/pull-as-issue.ts";
import { readIssue } from "../issues/read-issue.ts";
import type { IssueJson } from "../json.ts";
import { updatePull } from "../pulls/update-pull.ts";
import type { Twin, TwinRepository } from "../twin.ts";
import { publishEvent } from "../webhooks/publish-event.ts";
import type { ApiCall, ApiHandler } from "./api-call.ts";
import { ApiFailure, notFound } from "./api-failure.ts";
import { forward } from "./forward.ts";
import { listAnswer } from "./paginate.ts";
import { mayDo, requireAccount, requireRepository, requireShortTexts } from "./require.ts";

/** `issues/list-for-repo`: pull requests among them, as on GitHub. */
export const listIssues: ApiHandler = async (twin, call) =>
  listAnswer(twin, call, await findIssues(twin, requireRepository(twin, call), call.query));

/** `issues/get`: of a pull request as well. */
export const getIssue: ApiHandler = async (twin, call) => ({
  status: 200,
  body: await requireIssue(twin, requireRepository(twin, call), call),
});

/** `issues/create`: anybody may; labels of somebody without triage permission are left out. */
export const createIssue: ApiHandler = async (twin, call) => {
  const repository = requireRepository(twin, call);
  const sender = requireAccount(call);
  requireShortTexts(call, "Issue");
  const { labels, ...rest } = call.body;
  const answer = await forward(twin, call, mayDo(sender, "triage") ? { ...rest, labels } : rest);
  const issue = answer.body as IssueJson;
  await publishEvent(twin, repository, { sender, event: "issues", action: "opened", payload: { issue } });
  const before = { ...issue, labels: [] };
  await publishLabelChanges(twin, repository, { kind: "issue", before, after: issue, sender });
  return answer;
};

/** `issues/update`: by its author, or with triage permission. */
export const updateIssue: ApiHandler = async (twin, call) => {
  const repository = requireRepository(twin, call);
  const sender = requireAccount(call);
  const before = await requireIssue(twin, repository, call);
  if (!mayDo(sender, "triage") && before.user.login !== sender.login)
    throw new ApiFailure(403, "Must have admin rights to Repository.");
  requireShortTexts(call, "Issue");
  if (repository.pulls.has(before.number)) return updatePullAsIssue(twin, repository, call);
  const answer = await forward(twin, call);
  const after = answer.body as IssueJson;
  await publishIssueChanges(twin, repository, { kind: "issue", before, after, sender });
  return answer;
};

/** `issues/list-events`: labels that came and went. */
export const listIssueEvents: ApiHandler = async (twin, call) => {
  const repository = requireRepository(twin, call);
  const number = Number(call.parameters["issue_number"]);
  const url = new URL(`/repos/${repository.fullName}/issues/events`, twin.url).href;
  const events = repository.issueEvents.filter((event) => event.number === number);
  return listAnswer(
    twin,
    call,
    events.map((event) => issueEventJson(event, url)),
  );
};

/** The issue that the path names. @throws ApiFailure 404 */
export async function requireIssue(
  twin: Twin,
  repository: TwinRepository,
  call: ApiCall,
): Promise<IssueJson> {
  const issue = await readIssue(twin, repository, Number(call.parameters["issue_number"]));
  if (!issue) throw notFound();
  return issue;
}

/** The emulator knows no issue under a pull request's number. */
async function updatePullAsIssue(twin: Twin, repository: TwinRepository, call: ApiCall) {
  const number = Number(call.parameters["issue_number"]);
  const pull = await updatePull(twin, repository, {
    number,
    changes: call.body,
    sender: requireAccount(call),
  });
  return { status: 200, body: pullAsIssue(twin, pull) };
}
