import type { Account } from "../accounts/create-accounts.ts";
import type { PullJson } from "../json.ts";
import type { PullRecord, Twin, TwinRepository } from "../twin.ts";
import { publishEvent } from "../webhooks/publish-event.ts";
import { readPull } from "./read-pull.ts";

/** Marks a pull request as ready for review, or as a draft again, and tells of it; asking twice changes nothing. */
export async function setDraft(
  twin: Twin,
  repository: TwinRepository,
  {
    record,
    draft,
    sender,
  }: { readonly record: PullRecord; readonly draft: boolean; readonly sender: Account },
): Promise<PullJson> {
  const { number } = record;
  const before = (await readPull(twin, repository, number)) as PullJson;
  if (before.draft === draft) return before;
  await twin.emulator.ask("PATCH", `/repos/${repository.fullName}/pulls/${number}`, { draft });
  const pull = (await readPull(twin, repository, number)) as PullJson;
  const action = draft ? "converted_to_draft" : "ready_for_review";
  await publishEvent(twin, repository, {
    sender,
    event: "pull_request",
    action,
    payload: { number, pull_request: pull },
  });
  return pull;
}
