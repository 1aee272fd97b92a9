import { createDelivery, type DeliveryQueue, type DeliverySource, type Logger } from "@osorganicai/core";

/** What a sweep works with. */
export interface SweepOptions {
  readonly source: DeliverySource;
  readonly deliveries: DeliveryQueue;
  /** Attempts before this are not looked at. */
  readonly since: Date;
  readonly log: Logger;
}

/** What a sweep found. */
export interface SweepReport {
  readonly looked: number;
  readonly recovered: number;
}

/**
 * Records every delivery that GitHub has sent, or tried to, and we do not know: GitHub does not redeliver by itself.
 * https://docs.github.com/webhooks/using-webhooks/handling-failed-webhook-deliveries
 */
export async function sweepDeliveries({
  source,
  deliveries,
  since,
  log,
}: SweepOptions): Promise<SweepReport> {
  const attempts = await source.attempts(since);
  const known = await deliveries.known(attempts.map(({ deliveryId }) => deliveryId));
  // Oldest first, and every delivery once however often it was tried.
  const missed = new Map(
    attempts
      .toReversed()
      .filter(({ deliveryId }) => !known.has(deliveryId))
      .map((attempt) => [attempt.deliveryId, attempt]),
  );
  for (const { attemptId, deliveryId, event } of missed.values()) {
    await deliveries.record(createDelivery({ id: deliveryId, event }, await source.body(attemptId)));
    log.info("delivery.recovered", { deliveryId, event });
  }
  return { looked: attempts.length, recovered: missed.size };
}
