import {
  createDelivery,
  type DeliveryAttempt,
  type DeliveryQueue,
  type DeliverySource,
  type Logger,
  messageOf,
} from "@osorganicai/core";

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
  /** Attempts that GitHub listed. */
  readonly looked: number;
  /** Deliveries that are stored now and were not before. */
  readonly recovered: number;
  /** Deliveries whose payload GitHub does not keep any more. */
  readonly gone: number;
  /** Deliveries that could not be read or stored; the next sweep tries them again. */
  readonly failed: number;
}

type Finding = "recovered" | "duplicate" | "gone" | "failed";

/**
 * Records every delivery that GitHub has sent, or tried to, and we do not know: GitHub does not redeliver by itself.
 * https://docs.github.com/webhooks/using-webhooks/handling-failed-webhook-deliveries
 * @throws whatever listing the deliveries throws; one bad delivery keeps no other one back
 */
export async function sweepDeliveries(options: SweepOptions): Promise<SweepReport> {
  const { source, deliveries, since } = options;
  const attempts = await source.attempts(since);
  const known = await deliveries.known(attempts.map(({ deliveryId }) => deliveryId));
  // Oldest first, and every delivery once however often it was tried.
  const missed = new Map(
    attempts
      .toReversed()
      .filter(({ deliveryId }) => !known.has(deliveryId))
      .map((attempt) => [attempt.deliveryId, attempt]),
  );
  const findings: Finding[] = [];
  for (const attempt of missed.values()) findings.push(await recover(attempt, options));
  const count = (wanted: Finding): number => findings.filter((finding) => finding === wanted).length;
  return {
    looked: attempts.length,
    recovered: count("recovered"),
    gone: count("gone"),
    failed: count("failed"),
  };
}

async function recover(
  { attemptId, deliveryId, event }: DeliveryAttempt,
  { source, deliveries, log }: SweepOptions,
): Promise<Finding> {
  try {
    const delivery = createDelivery({ id: deliveryId, event }, await source.body(attemptId));
    if (Object.keys(delivery.payload).length === 0) {
      log.warn("delivery.gone", { deliveryId, githubEvent: event });
      return "gone";
    }
    // These are not the bytes that GitHub signed: no webhook that comes late may be taken for another body.
    const status = await deliveries.record({ ...delivery, bodySha256: undefined });
    if (status !== "recorded") return "duplicate";
    log.info("delivery.recovered", { deliveryId, githubEvent: event });
    return "recovered";
  } catch (error) {
    log.warn("delivery.not_recovered", { deliveryId, githubEvent: event, error, message: messageOf(error) });
    return "failed";
  }
}
