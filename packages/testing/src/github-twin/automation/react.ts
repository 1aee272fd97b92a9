import type { Account } from "../accounts/create-accounts.ts";
import { runWorkflows } from "../ci/run-workflows.ts";
import { deployCommit } from "../deployments/deploy-commit.ts";
import type { PullRecord, Twin, TwinRepository } from "../twin.ts";

/** What GitHub's automation does about a pull request that has new commits, in the background. */
export function reactToPull(
  twin: Twin,
  repository: TwinRepository,
  {
    record,
    action,
    sender,
  }: { readonly record: PullRecord; readonly action: string; readonly sender: Account },
): void {
  const { headSha: sha, headRef, baseRef: branch, number } = record;
  const trigger = {
    event: "pull_request",
    action,
    branch,
    sha,
    pull: { number, headRef },
    actor: sender.login,
  } as const;
  inBackground(twin, runWorkflows({ twin, repository, trigger }));
  void twin.work.track(
    deployCommit(twin, repository, { sha, environment: "Preview", place: `pull/${number}` }),
  );
}

/** What GitHub's automation does about a branch that has new commits, in the background. */
export function reactToPush(
  twin: Twin,
  repository: TwinRepository,
  { branch, sha, sender }: { readonly branch: string; readonly sha: string; readonly sender: Account },
): void {
  const trigger = {
    event: "push",
    action: undefined,
    branch,
    sha,
    pull: undefined,
    actor: sender.login,
  } as const;
  inBackground(twin, runWorkflows({ twin, repository, trigger }));
  if (branch !== repository.defaultBranch) return;
  void twin.work.track(
    deployCommit(twin, repository, { sha, environment: "Production", place: "production" }),
  );
}

/** Nobody waits for it, so a mistake of the twin's own shows as a violation. */
function inBackground({ work, journal }: Twin, started: Promise<void>): void {
  const watched = started.catch((error: unknown) =>
    journal.record({
      kind: "violation",
      operation: "automation",
      fault: `the twin failed: ${String(error)}`,
    }),
  );
  void work.track(watched);
}
