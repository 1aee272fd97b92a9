import { repairAnswer } from "../emulator/repairs.ts";
import { askAll, listIssues } from "../issues/list-issues.ts";
import { readIssue } from "../issues/read-issue.ts";
import type { CommentJson } from "../json.ts";
import type { Twin, TwinRepository } from "../twin.ts";
import { publishEvent, type TwinEvent } from "../webhooks/publish-event.ts";
import type { ApiCall, ApiHandler } from "./api-call.ts";
import { ApiFailure } from "./api-failure.ts";
import { forward } from "./forward.ts";
import { listAnswer } from "./paginate.ts";
import { mayDo, requireAccount, requireRepository, requireShortTexts } from "./require.ts";

/** `issues/create-comment`: on issues and pull requests. */
export const createComment: ApiHandler = async (twin, call) => {
  const repository = requireRepository(twin, call);
  requireShortTexts(call, "IssueComment");
  const answer = await forward(twin, call);
  await publishComment(twin, repository, {
    sender: requireAccount(call),
    action: "created",
    comment: answer.body as CommentJson,
  });
  return answer;
};

/** `issues/list-comments-for-repo`: of issues and pull requests, oldest first unless `sort` and `direction` say otherwise. */
export const listRepositoryComments: ApiHandler = async (twin, call) => {
  const repository = requireRepository(twin, call);
  const issues = await listIssues(twin, repository, new URLSearchParams({ state: "all" }));
  const perIssue = await Promise.all(
    issues.map(({ number }) =>
      askAll<CommentJson>(twin, `/repos/${repository.fullName}/issues/${number}/comments?`),
    ),
  );
  const since = call.query.get("since") ?? "";
  const recent = perIssue.flat().filter((comment) => String(comment["updated_at"]) >= since);
  const sorted = recent.sort((a, b) => a.id - b.id);
  if (call.query.has("sort") && call.query.get("direction") !== "asc") sorted.reverse();
  const repaired = repairAnswer(twin, "issues/list-comments", sorted) as readonly CommentJson[];
  return listAnswer(twin, call, repaired);
};

/** `issues/update-comment`: by its author, or with write permission. */
export const updateComment: ApiHandler = async (twin, call) => {
  const repository = requireRepository(twin, call);
  const before = await requireOwnComment(twin, repository, call);
  requireShortTexts(call, "IssueComment");
  const answer = await forward(twin, call);
  const changes = { body: { from: before.body } };
  await publishComment(twin, repository, {
    sender: requireAccount(call),
    action: "edited",
    comment: answer.body as CommentJson,
    changes,
  });
  return answer;
};

/** `issues/delete-comment`: by its author, or with write permission. */
export const deleteComment: ApiHandler = async (twin, call) => {
  const repository = requireRepository(twin, call);
  const comment = await requireOwnComment(twin, repository, call);
  const answer = await forward(twin, call);
  await publishComment(twin, repository, { sender: requireAccount(call), action: "deleted", comment });
  return answer;
};

async function requireOwnComment(
  twin: Twin,
  repository: TwinRepository,
  call: ApiCall,
): Promise<CommentJson> {
  const account = requireAccount(call);
  const path = `/repos/${repository.fullName}/issues/comments/${call.parameters["comment_id"]}`;
  const { status, body } = await twin.emulator.send({ method: "GET", path });
  if (status !== 200) throw new ApiFailure(404, "Not Found");
  const comment = body as CommentJson;
  if (comment.user.login !== account.login && !mayDo(account, "write"))
    throw new ApiFailure(403, "Must have admin rights to Repository.");
  return comment;
}

async function publishComment(
  twin: Twin,
  repository: TwinRepository,
  happened: Pick<TwinEvent, "sender" | "action"> & {
    readonly comment: CommentJson;
    readonly changes?: unknown;
  },
): Promise<void> {
  const { sender, action, ...facts } = happened;
  const number = Number(/\d+$/.exec(facts.comment.issue_url)?.[0]);
  const payload = { issue: await readIssue(twin, repository, number), ...facts };
  await publishEvent(twin, repository, {
    sender,
    event: "issue_comment",
    ...(action && { action }),
    payload,
  });
}
