import type { TwinRepository } from "../twin.ts";
import type { ExpressionValues } from "./expand-expressions.ts";
import type { WorkflowTrigger } from "./match-workflow.ts";
import type { Workflow } from "./workflow.ts";

/** What `${{ github.… }}` may ask for. The commit is the pull request's head, not GitHub's test merge. */
export function githubValues(
  { fullName, owner }: TwinRepository,
  { name }: Workflow,
  { event, branch, sha, pull, actor }: WorkflowTrigger,
): ExpressionValues {
  const ref = pull ? `refs/pull/${pull.number}/merge` : `refs/heads/${branch}`;
  return {
    "github.sha": sha,
    "github.ref": ref,
    "github.ref_name": ref.replace(/^refs\/(heads|pull)\//, ""),
    "github.head_ref": pull?.headRef ?? "",
    "github.base_ref": pull ? branch : "",
    "github.repository": fullName,
    "github.repository_owner": owner,
    "github.event_name": event,
    "github.actor": actor,
    "github.workflow": name,
    ...(pull && {
      "github.event.pull_request.number": String(pull.number),
      "github.event.number": String(pull.number),
    }),
  };
}
