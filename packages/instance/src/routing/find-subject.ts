import {
  type Conversation,
  type ConversationStore,
  type Delivery,
  formatSubject,
  type GitHub,
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
  return async function findSubject(delivery) {
    const { repository } = delivery;
    if (repository === undefined) return undefined;
    const { number, branch, commit } = namesIn(delivery.payload);
    const conversation =
      (number === undefined ? undefined : await conversations.findByPullRequest({ repository, number })) ??
      (branch === undefined ? undefined : await conversations.findByBranch(repository, branch)) ??
      (commit === undefined ? undefined : await findByCommit(repository, commit));
    return conversation && formatSubject({ repository, number: conversation.issueNumber });
  };

  async function findByCommit(repository: string, commit: string): Promise<Conversation | undefined> {
    for (const { number, branch } of await github.pullRequestsOf(repository, commit)) {
      const found =
        (await conversations.findByPullRequest({ repository, number })) ??
        (await conversations.findByBranch(repository, branch));
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

/** The one place that knows where these events keep their names. */
function namesIn(payload: Readonly<Record<string, unknown>>): Names {
  const { pull_request: pull, check_run: run, check_suite: suite, deployment, sha } = payload as Payload;
  const check = suite ?? run?.check_suite;
  return {
    number: pull?.number ?? run?.pull_requests?.[0]?.number ?? suite?.pull_requests?.[0]?.number,
    branch: pull?.head?.ref ?? check?.head_branch ?? undefined,
    commit: run?.head_sha ?? suite?.head_sha ?? deployment?.sha ?? sha,
  };
}

interface Payload {
  readonly pull_request?: { readonly number?: number; readonly head?: { readonly ref?: string } };
  readonly check_run?: Check & { readonly check_suite?: Check };
  readonly check_suite?: Check;
  readonly deployment?: { readonly sha?: string };
  readonly sha?: string;
}

interface Check {
  readonly head_sha?: string;
  readonly head_branch?: string | null;
  readonly pull_requests?: readonly { readonly number?: number }[];
}
