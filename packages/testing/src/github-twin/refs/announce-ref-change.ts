import type { Account } from "../accounts/create-accounts.ts";
import { reactToPush } from "../automation/react.ts";
import { followBranch } from "../pulls/follow-branch.ts";
import type { Twin, TwinRepository } from "../twin.ts";
import { publishEvent } from "../webhooks/publish-event.ts";
import type { AnnouncedChange } from "./announced-change.ts";
import { pushPayload } from "./push-payload.ts";

/** Tells that a ref has moved, and takes the pull requests of its branch along. The caller holds the lock. */
export async function announceRefChange(
  twin: Twin,
  repository: TwinRepository,
  change: AnnouncedChange,
): Promise<void> {
  const { ref, before, after, sender } = change;
  if (before === undefined) await publishNaming(twin, repository, { sender, ref, event: "create" });
  if (after === undefined) await publishNaming(twin, repository, { sender, ref, event: "delete" });
  const payload = await pushPayload(twin, repository, change);
  await publishEvent(twin, repository, { sender, event: "push", payload });
  const [, branch] = /^refs\/heads\/(.+)$/.exec(ref) ?? [];
  if (branch === undefined) return;
  await followBranch(twin, repository, { branch, before, after, sender });
  if (after !== undefined) reactToPush(twin, repository, { branch, sha: after, sender });
}

/** A branch or tag that came or went. */
function publishNaming(
  twin: Twin,
  repository: TwinRepository,
  {
    sender,
    ref,
    event,
  }: { readonly sender: Account; readonly ref: string; readonly event: "create" | "delete" },
): Promise<void> {
  const [, kind, name] = /^refs\/(heads|tags)\/(.+)$/.exec(ref) ?? [];
  const payload = {
    ref: name,
    ref_type: kind === "heads" ? "branch" : "tag",
    pusher_type: "user",
    ...(event === "create" && { master_branch: repository.defaultBranch, description: null }),
  };
  return publishEvent(twin, repository, { sender, event, payload });
}
