import type { RestEndpointMethodTypes } from "@octokit/rest";
import type { Actor, Check, CheckSuite, Issue, IssueComment, PullRequest } from "@osorganicai/core";
import { requireFields } from "../answers/require-fields.ts";

type Rest = RestEndpointMethodTypes;
type RestComment = Rest["issues"]["getComment"]["response"]["data"];
type RestCheckRun = Rest["checks"]["listForRef"]["response"]["data"]["check_runs"][number];
type RestCheckSuite = Rest["checks"]["listSuitesForRef"]["response"]["data"]["check_suites"][number];
type RestStatus = Rest["repos"]["getCombinedStatusForRef"]["response"]["data"]["statuses"][number];

/** GitHub shows deleted accounts as the user `ghost`. */
const ghost: Actor = { id: 10137, login: "ghost", type: "User" };

export function toActor(user: Pick<Actor, "id" | "login" | "type"> | null | undefined): Actor {
  return user ? { id: user.id, login: user.login, type: user.type } : ghost;
}

export function toIssue(repository: string, issue: Rest["issues"]["get"]["response"]["data"]): Issue {
  requireFields(issue, "issue", { number: "number", id: "number", title: "string" });
  return {
    repository,
    number: issue.number,
    id: issue.id,
    title: issue.title,
    body: issue.body ?? "",
    author: toActor(issue.user),
    state: issue.state === "closed" ? "closed" : "open",
    labels: issue.labels.map((label) => (typeof label === "string" ? label : (label.name ?? ""))),
  };
}

export function toComment(comment: RestComment): IssueComment {
  const fields = { id: "number", html_url: "string" } as const;
  const { id, user, body, html_url: url } = requireFields(comment, "comment", fields);
  return { id, author: toActor(user), body: body ?? "", url };
}

/** The fields that the full answer and the entries of lists have in common. */
export interface RestPullRequest {
  readonly number: number;
  readonly node_id: string;
  readonly html_url: string;
  readonly title: string;
  readonly state: string;
  readonly merged_at: string | null;
  readonly draft?: boolean;
  readonly merge_commit_sha: string | null;
  readonly head: { readonly ref: string; readonly sha: string };
  readonly base: { readonly ref: string };
}

export function toPullRequest(repository: string, pull: RestPullRequest): PullRequest {
  requireFields(pull, "pull request", {
    number: "number",
    node_id: "string",
    head: "object",
    base: "object",
  });
  const merged = pull.merged_at !== null;
  return {
    repository,
    number: pull.number,
    nodeId: pull.node_id,
    url: pull.html_url,
    title: pull.title,
    state: pull.state === "closed" ? "closed" : "open",
    merged,
    draft: pull.draft === true,
    branch: pull.head.ref,
    baseBranch: pull.base.ref,
    headSha: pull.head.sha,
    // While a pull request is open GitHub puts a test merge here.
    mergeSha: merged ? (pull.merge_commit_sha ?? undefined) : undefined,
  };
}

const passing = new Set(["success", "neutral", "skipped"]);

function stateOf({ status, conclusion }: Pick<RestCheckSuite, "status" | "conclusion">): Check["state"] {
  if (status !== "completed") return "pending";
  return passing.has(conclusion ?? "") ? "success" : "failure";
}

export function toCheckSuite({ app, latest_check_runs_count: runs, ...suite }: RestCheckSuite): CheckSuite {
  return { app: app?.slug ?? "", state: stateOf(suite), runs };
}

export function checkOfRun({ name, output, html_url: url, ...run }: RestCheckRun): Check {
  return {
    name,
    state: stateOf(run),
    summary: [output.title, output.summary, output.text].filter(Boolean).join("\n\n"),
    url: url ?? undefined,
  };
}

export function checkOfStatus({ context, state, description, target_url: url }: RestStatus): Check {
  return {
    name: context,
    state: state === "success" || state === "pending" ? state : "failure",
    summary: description ?? "",
    url: url ?? undefined,
  };
}
