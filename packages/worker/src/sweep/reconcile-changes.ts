import { createDelivery, messageOf, type ReconstructedDelivery, type SweepUnderWay } from "@osorganicai/core";
import type { PhaseResult, Sweep } from "./sweep.ts";

/**
 * Between the last whole sweep and the first entry of GitHub's log nothing tells what was sent. What is there tells what
 * happened: it is recorded as GitHub would have delivered it, repository by repository. Before the first whole sweep there
 * is nothing to make up for: an instance does not answer what was said before it came.
 */
export async function reconcileChanges(sweep: Sweep, begun: SweepUnderWay): Promise<PhaseResult> {
  const { changes, completeUntil, logBegins, log, save } = sweep;
  if (completeUntil === undefined || completeUntil >= logBegins) return { current: begun, counts: {} };
  let current = begun;
  let [reconciled, failed] = [0, 0];
  for (const repository of await changes.repositories()) {
    if (current.reconciled.includes(repository)) continue;
    try {
      for (const change of await changes.changes(repository, completeUntil))
        if (await recordIfNew(change, completeUntil, sweep)) reconciled += 1;
      current = { ...current, reconciled: [...current.reconciled, repository] };
    } catch (error) {
      failed += 1;
      current = { ...current, incomplete: true };
      log.warn("sweep.not_reconciled", { repository, error, message: messageOf(error) });
    }
    await save(current);
  }
  return { current, counts: { reconciled, failed } };
}

async function recordIfNew(
  { id, event, body, about }: ReconstructedDelivery,
  since: Date,
  { deliveries, log }: Sweep,
): Promise<boolean> {
  if (await deliveries.knows(about, since)) return false;
  const delivery = createDelivery({ id, event }, body);
  // GitHub has signed other bytes, if any.
  if ((await deliveries.record({ ...delivery, bodySha256: undefined })) !== "recorded") return false;
  log.info("delivery.reconciled", { deliveryId: id, githubEvent: event, subject: delivery.subject });
  return true;
}
