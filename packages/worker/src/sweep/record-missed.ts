import {
  createDelivery,
  type Delivery,
  type DeliveryAttempt,
  isOSOrganicError,
  messageOf,
  type SweepUnderWay,
} from "@osorganicai/core";
import type { PhaseResult, Sweep, SweepCounts } from "./sweep.ts";

type Finding = Exclude<keyof SweepCounts, "looked" | "reconciled"> | "stored" | "unreadable";

/** How often the journal is written: as much is looked at again after a crash. */
const SAVE_EVERY = 20;

/** Records what was missed, oldest first, every delivery once however often it was tried. */
export async function recordMissed(sweep: Sweep, begun: SweepUnderWay): Promise<PhaseResult> {
  const attempts = onePerDelivery(begun.missed);
  const findings: Finding[] = [];
  let current = begun;
  while (attempts.length > 0) {
    const attempt = attempts.pop();
    if (attempt) findings.push(await recover(attempt, sweep));
    current = {
      ...current,
      missed: [...attempts],
      incomplete: current.incomplete || findings.at(-1) === "failed",
    };
    if (findings.length % SAVE_EVERY === 0) await sweep.save(current);
  }
  const count = (...wanted: readonly Finding[]): number =>
    findings.filter((finding) => wanted.includes(finding)).length;
  return {
    current,
    counts: {
      recovered: count("recovered"),
      redelivered: count("redelivered"),
      gone: count("gone"),
      failed: count("failed", "unreadable"),
    },
  };
}

/** Newest first, as they came; of several attempts the oldest one, for the order in which things happened. */
function onePerDelivery(attempts: readonly DeliveryAttempt[]): DeliveryAttempt[] {
  return [...new Map(attempts.map((attempt) => [attempt.deliveryId, attempt])).values()].sort(
    (a, b) => b.attemptId - a.attemptId,
  );
}

async function recover(attempt: DeliveryAttempt, sweep: Sweep): Promise<Finding> {
  const { source, deliveries, log } = sweep;
  const { attemptId, deliveryId, event } = attempt;
  try {
    const delivery = createDelivery({ id: deliveryId, event }, await source.body(attemptId));
    if (Object.keys(delivery.payload).length === 0) return await askAgain(attempt, sweep);
    const status = await deliveries.record(withoutExactBytes(delivery));
    if (status !== "recorded") return "stored";
    log.info("delivery.recovered", { deliveryId, githubEvent: event });
    return "recovered";
  } catch (error) {
    log.warn("delivery.not_recovered", { deliveryId, githubEvent: event, error, message: messageOf(error) });
    // What is no delivery today will be none tomorrow.
    return isOSOrganicError(error) && error.code === "malformed_delivery" ? "unreadable" : "failed";
  }
}

/** These are not the bytes that GitHub signed: no webhook that comes late may be taken for another body. */
function withoutExactBytes(delivery: Delivery): Delivery {
  return { ...delivery, bodySha256: undefined };
}

/** GitHub does not show the body any more, but may still send it. */
async function askAgain({ attemptId, deliveryId, event }: DeliveryAttempt, sweep: Sweep): Promise<Finding> {
  const { source, log } = sweep;
  try {
    await source.redeliver(attemptId);
    log.info("delivery.asked_again", { deliveryId, githubEvent: event });
    return "redelivered";
  } catch (error) {
    if (isOSOrganicError(error) && error.retryable) throw error;
    log.warn("delivery.gone", { deliveryId, githubEvent: event });
    return "gone";
  }
}
