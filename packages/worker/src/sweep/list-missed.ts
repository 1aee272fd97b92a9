import {
  type AttemptPage,
  type DeliveryAttempt,
  isOSOrganicError,
  type SweepUnderWay,
} from "@osorganicai/core";
import type { PhaseResult, Sweep } from "./sweep.ts";

/** An attempt is listed only when it was answered, and clocks differ: so much of the last sweep's time is looked at again. */
const OVERLAP_MS = 10 * 60 * 1000;

/** Reads GitHub's log back to the last whole sweep, page by page, and notes what is not stored. */
export async function listMissed(sweep: Sweep, begun: SweepUnderWay): Promise<PhaseResult> {
  const { deliveries, save } = sweep;
  const since = lookedAtSince(sweep);
  let current = begun;
  let looked = 0;
  while (!current.listed) {
    const { attempts, next } = await readPage(sweep, current.cursor);
    const recent = attempts.filter(({ deliveredAt }) => Date.parse(deliveredAt) >= since);
    const known = await deliveries.known(recent.map(({ deliveryId }) => deliveryId));
    const missed = recent.filter(({ deliveryId }) => !known.has(deliveryId));
    looked += recent.length;
    current = advance(current, {
      missed,
      next: recent.length < attempts.length ? undefined : next,
    });
    await save(current);
  }
  return { current, counts: { looked } };
}

function lookedAtSince({ logBegins, completeUntil }: Sweep): number {
  return Math.max(logBegins.getTime(), (completeUntil?.getTime() ?? 0) - OVERLAP_MS);
}

/** A cursor that an earlier process kept may be one that GitHub has forgotten: then from the newest page again. */
async function readPage({ source }: Sweep, cursor: string | undefined): Promise<AttemptPage> {
  try {
    return await source.page(cursor);
  } catch (error) {
    if (cursor === undefined || !isOSOrganicError(error) || error.code !== "github_conflict") throw error;
    return source.page();
  }
}

function advance(
  { cursor: _read, ...current }: SweepUnderWay,
  page: { readonly missed: readonly DeliveryAttempt[]; readonly next: string | undefined },
): SweepUnderWay {
  const missed = [...current.missed, ...page.missed];
  return page.next === undefined
    ? { ...current, missed, listed: true }
    : { ...current, missed, cursor: page.next };
}
