import type { Account } from "../accounts/create-accounts.ts";
import { reactToPull } from "../automation/react.ts";
import type { PullRecord, Twin, TwinRepository } from "../twin.ts";
import { publishEvent } from "../webhooks/publish-event.ts";
import { keepHead } from "./keep-head.ts";
import { readPull } from "./read-pull.ts";
import { updatePull } from "./update-pull.ts";

/** A branch that has moved. */
export interface BranchMove {
  readonly branch: string;
  readonly before: string | undefined;
  /** Undefined: it was deleted. */
  readonly after: string | undefined;
  readonly sender: Account;
}

/** Moves the open pull requests of a branch along; without its branch a pull request is closed. */
export async function followBranch(twin: Twin, repository: TwinRepository, move: BranchMove): Promise<void> {
  const { branch, after, sender } = move;
  for (const record of repository.pulls.values()) {
    if (record.state === "closed") continue;
    if (record.baseRef === branch && after !== undefined) record.baseSha = after;
    if (record.headRef !== branch) continue;
    if (after === undefined)
      await updatePull(twin, repository, { number: record.number, changes: { state: "closed" }, sender });
    else await synchronize(twin, repository, { ...move, record });
  }
}

async function synchronize(
  twin: Twin,
  repository: TwinRepository,
  { record, before, after, sender }: BranchMove & { readonly record: PullRecord },
): Promise<void> {
  record.headSha = after ?? record.headSha;
  await keepHead(repository, record);
  const pull = await readPull(twin, repository, record.number);
  const payload = { number: record.number, before, after, pull_request: pull };
  await publishEvent(twin, repository, { sender, event: "pull_request", action: "synchronize", payload });
  reactToPull(twin, repository, { record, action: "synchronize", sender });
}
