import type { RestEndpointMethodTypes } from "@octokit/rest";
import type { Change, ChangedRepository } from "./change.ts";

type Issue = RestEndpointMethodTypes["issues"]["listForRepo"]["response"]["data"][number];

/** Open issues that are new, what was said on open issues, and the labels that they were given. */
export async function issueChanges(place: ChangedRepository): Promise<readonly Change[]> {
  const issues = await openIssues(place);
  return [
    ...issues.filter(({ created_at }) => isRecent(created_at, place)).map(opened),
    ...(await commentsOn(issues, place)),
    ...(await labelsOf(issues, place)),
  ];
}

/** Whatever is said or labelled on an issue changes it, too. https://docs.github.com/rest/issues/issues#list-repository-issues */
async function openIssues({ octokit, name, since }: ChangedRepository): Promise<readonly Issue[]> {
  const listed = await octokit.paginate(octokit.issues.listForRepo, {
    ...name,
    state: "open",
    since: since.toISOString(),
    per_page: 100,
  });
  return listed.filter(({ pull_request }) => pull_request === undefined);
}

function opened(issue: Issue): Change {
  return {
    at: issue.created_at,
    key: `issue-${issue.id}`,
    event: "issues",
    action: "opened",
    field: "issue",
    id: issue.id,
    payload: { issue, sender: issue.user },
  };
}

/** https://docs.github.com/rest/issues/comments#list-issue-comments-for-a-repository */
async function commentsOn(issues: readonly Issue[], place: ChangedRepository): Promise<readonly Change[]> {
  const { octokit, name, since } = place;
  const byAddress = new Map(issues.map((issue) => [issue.url, issue]));
  const comments = await octokit.paginate(octokit.issues.listCommentsForRepo, {
    ...name,
    since: since.toISOString(),
    per_page: 100,
  });
  return comments.flatMap((comment) => {
    const issue = byAddress.get(comment.issue_url);
    if (!issue || !isRecent(comment.created_at, place)) return [];
    return [
      {
        at: comment.created_at,
        key: `comment-${comment.id}`,
        event: "issue_comment",
        action: "created",
        field: "comment",
        id: comment.id,
        payload: { issue, comment, sender: comment.user },
      },
    ];
  });
}

/** A label that somebody sets is a command. https://docs.github.com/rest/issues/events#list-issue-events */
async function labelsOf(issues: readonly Issue[], place: ChangedRepository): Promise<readonly Change[]> {
  const { octokit, name } = place;
  const changes: Change[] = [];
  for (const issue of issues) {
    const events = await octokit.paginate(octokit.issues.listEvents, {
      ...name,
      issue_number: issue.number,
      per_page: 100,
    });
    for (const event of events) {
      const label = "label" in event ? event.label : undefined;
      if (event.event !== "labeled" || !label || !isRecent(event.created_at, place)) continue;
      // A label that was taken off again is no command any more.
      if (!issue.labels.some((given) => (typeof given === "string" ? given : given.name) === label.name))
        continue;
      changes.push({
        at: event.created_at,
        key: `label-${event.id}`,
        event: "issues",
        action: "labeled",
        field: "label_event",
        id: event.id,
        payload: { issue, label, sender: event.actor, label_event: { id: event.id } },
      });
    }
  }
  return changes;
}

function isRecent(at: string, { since }: ChangedRepository): boolean {
  return Date.parse(at) >= since.getTime();
}
