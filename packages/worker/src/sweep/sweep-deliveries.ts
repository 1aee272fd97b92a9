import { OSOrganicError, type SweepProgress, type SweepUnderWay } from "@osorganicai/core";
import { listMissed } from "./list-missed.ts";
import { reconcileChanges } from "./reconcile-changes.ts";
import { recordMissed } from "./record-missed.ts";
import { noCounts, type PhaseResult, type Sweep, type SweepCounts, type SweepOptions } from "./sweep.ts";

/** What a sweep found. */
export interface SweepReport extends SweepCounts {
  /** False while another process sweeps: then nothing was done. */
  readonly swept: boolean;
}

/** How long GitHub keeps its log, and sends again. https://docs.github.com/webhooks/testing-and-troubleshooting-webhooks/redelivering-webhooks */
const LOG_MS = 3 * 24 * 60 * 60 * 1000;
/** Longest silence of a sweep that is alive: one page, or one delivery of 25 MB. */
const TURN_SECONDS = 120;

const phases: readonly ((sweep: Sweep, current: SweepUnderWay) => Promise<PhaseResult>)[] = [
  listMissed,
  reconcileChanges,
  recordMissed,
];

/**
 * Records every delivery that GitHub has sent, or tried to, and that is not stored: GitHub does not redeliver by itself.
 * What happened since the last whole sweep but before GitHub's log begins is put together from what stands on GitHub now.
 * Killed anywhere, the next one goes on there. https://docs.github.com/webhooks/using-webhooks/handling-failed-webhook-deliveries
 * @throws whatever listing throws, and the signal's reason; one bad delivery keeps no other one back
 */
export async function sweepDeliveries(options: SweepOptions): Promise<SweepReport> {
  const { source, journal, claimant, now, log } = options;
  const progress = await journal.claim(source.name, claimant, TURN_SECONDS);
  if (!progress) return { swept: false, ...noCounts };

  const sweep = begin(options, progress);
  let current = progress.current ?? {
    startedAt: now.toISOString(),
    listed: false,
    missed: [],
    reconciled: [],
    incomplete: false,
  };
  let counts = noCounts;
  for (const phase of phases) {
    const result = await phase(sweep, current);
    current = result.current;
    counts = add(counts, result.counts);
  }
  // What could not be had is looked for by the next sweep.
  const completeUntil = current.incomplete ? progress.completeUntil : current.startedAt;
  await journal.save({ source: source.name, claimant, seconds: 0 }, completeUntil ? { completeUntil } : {});
  const report = { swept: true, ...counts };
  log.info("sweep.done", { source: source.name, ...report });
  return report;
}

function begin(options: SweepOptions, { completeUntil }: SweepProgress): Sweep {
  const { source, journal, claimant, now, signal } = options;
  return {
    ...options,
    completeUntil: completeUntil === undefined ? undefined : new Date(completeUntil),
    logBegins: new Date(now.getTime() - LOG_MS),
    async save(current) {
      const turn = { source: source.name, claimant, seconds: signal?.aborted ? 0 : TURN_SECONDS };
      const progress = { ...(completeUntil !== undefined && { completeUntil }), current };
      if (await journal.save(turn, progress)) return signal?.throwIfAborted();
      throw new OSOrganicError(
        "store_conflict",
        `Another process has taken over the sweep of ${source.name}, because this one was silent for ${TURN_SECONDS} s. Nothing is lost: it goes on there.`,
      );
    },
  };
}

function add(counts: SweepCounts, more: Partial<SweepCounts>): SweepCounts {
  const keys = Object.keys(counts) as (keyof SweepCounts)[];
  return Object.fromEntries(
    keys.map((key) => [key, counts[key] + (more[key] ?? 0)]),
  ) as unknown as SweepCounts;
}
