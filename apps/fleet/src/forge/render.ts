import type { ForgeState, PullRequest } from "./forge-state.ts";

/** Whom the bot's token belongs to. */
export const robot = { id: 1, login: "renovate", full_name: "Renovate", email: "renovate@example.invalid" };

/** A repository as Gitea describes it, as far as Renovate reads it. */
export async function renderRepository(
  { repositories }: ForgeState,
  name: string,
): Promise<object | undefined> {
  if ((await repositories.commitOf(name, "refs/heads/main")) === undefined) return undefined;
  const address = repositories.address(name);
  return {
    id: 1,
    full_name: name,
    owner: robot,
    default_branch: "main",
    empty: false,
    archived: false,
    mirror: false,
    fork: false,
    has_issues: true,
    has_pull_requests: true,
    allow_merge_commits: true,
    allow_rebase: true,
    allow_rebase_explicit: true,
    allow_squash_merge: true,
    allow_fast_forward_only_merge: true,
    default_merge_style: "merge",
    permissions: { admin: true, pull: true, push: true },
    clone_url: address,
    ssh_url: address, // the one that Renovate takes as it is
  };
}

/** A pull request as Gitea describes it. */
export async function renderPullRequest(state: ForgeState, pull: PullRequest): Promise<object> {
  const { repository, number, title, body, head, base, merged, createdAt, updatedAt } = pull;
  return {
    number,
    title,
    body,
    state: pull.state,
    merged,
    mergeable: true,
    created_at: createdAt,
    updated_at: updatedAt,
    closed_at: pull.state === "closed" ? updatedAt : null,
    head: {
      label: head,
      ref: head,
      sha: await state.repositories.commitOf(repository, `refs/heads/${head}`),
      repo: await renderRepository(state, repository),
    },
    base: { ref: base },
    user: robot,
    labels: [],
    assignees: [],
    diff_url: "",
  };
}
