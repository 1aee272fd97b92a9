import type { components } from "@octokit/openapi-webhooks-types";
import {
  type Conversation,
  type ConversationStore,
  type Delivery,
  formatSubject,
  type GitHub,
  type Untrusted,
} from "@osorganicai/core";

/** Where conversations are looked for. */
export interface SubjectSources {
  readonly conversations: ConversationStore;
  readonly github: Pick<GitHub, "pullRequestsOf">;
}

/**
 * The conversation's subject behind a delivery that only names a pull request, a branch or a commit; undefined when it
 * is none of ours. Cheapest first: what the payload says, then GitHub's own answer on the commit.
 */
export function createFindSubject({
  conversations,
  github,
}: SubjectSources): (delivery: Delivery) => Promise<string | undefined> {
  return async function findSubject({ repository, payload }) {
    if (repository === undefined) return undefined;
    const { number, branch, commit } = namesIn(payload, repository);
    const conversation =
      (await findByPullRequest(repository, number, branch)) ??
      (commit === undefined ? undefined : await findByCommit(repository, commit));
    return conversation && formatSubject({ repository, number: conversation.issueNumber });
  };

  /** The branch counts only while the conversation has no other pull request: anybody may name a branch like ours. */
  async function findByPullRequest(
    repository: string,
    number: number | undefined,
    branch: string | undefined,
  ): Promise<Conversation | undefined> {
    const known =
      number === undefined ? undefined : await conversations.findByPullRequest({ repository, number });
    if (known !== undefined || branch === undefined) return known;
    const found = await conversations.findByBranch(repository, branch);
    if (number === undefined || found?.pullRequestNumber === undefined) return found;
    const another = found.pullRequestNumber !== number; // It may have been noted since the first look.
    return another && found.status !== "in_development" ? undefined : found;
  }

  async function findByCommit(repository: string, commit: string): Promise<Conversation | undefined> {
    for (const { number, branch } of await github.pullRequestsOf(repository, commit)) {
      const found = await findByPullRequest(repository, number, branch);
      if (found) return found;
    }
    return undefined;
  }
}

interface Names {
  readonly number: number | undefined;
  readonly branch: string | undefined;
  readonly commit: string | undefined;
}

/** The one place that knows where these events keep their names. The branch of a fork is none of ours. */
function namesIn(payload: Readonly<Record<string, unknown>>, repository: string): Names {
  const { pull_request: pull, check_run: run, check_suite: suite, deployment, sha } = payload as Payload;
  const check = suite ?? run?.check_suite;
  return {
    number: pull?.number ?? run?.pull_requests?.[0]?.number ?? suite?.pull_requests?.[0]?.number ?? undefined,
    branch: pull ? branchOf(pull, repository) : (check?.head_branch ?? undefined),
    commit: run?.head_sha ?? suite?.head_sha ?? deployment?.sha ?? sha ?? undefined,
  };
}

function branchOf({ head }: NonNullable<Payload["pull_request"]>, repository: string): string | undefined {
  return head?.repo?.full_name === repository ? (head.ref ?? undefined) : undefined;
}

type Schemas = components["schemas"];

/** All routed events that are about a commit, in one. */
type Payload = Untrusted<
  Pick<Schemas["webhook-pull-request-closed"], "pull_request"> &
    Pick<Schemas["webhook-check-run-completed"], "check_run"> &
    Pick<Schemas["webhook-check-suite-completed"], "check_suite"> &
    Pick<Schemas["webhook-deployment-status-created"], "deployment"> &
    Pick<Schemas["webhook-status"], "sha">
>;
