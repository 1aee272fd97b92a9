import { randomUUID } from "node:crypto";
import { type Logger, systemClock } from "@osorganicai/core";
import { type SweepCounts, sweepDeliveries } from "@osorganicai/worker";
import type { Parts } from "./parts/open-parts.ts";

/** What an instance sweeps with. */
export interface InstanceSweepOptions {
  readonly parts: () => Promise<Pick<Parts, "github" | "store">>;
  readonly log: Logger;
}

/** Sweeps every webhook that may lead to this instance, one after the other; counts are of all together. */
export function createSweep({
  parts,
  log,
}: InstanceSweepOptions): (signal?: AbortSignal) => Promise<SweepCounts> {
  const claimant = randomUUID();
  return async function sweep(signal) {
    const { github, store } = await parts();
    const total = { looked: 0, recovered: 0, reconciled: 0, redelivered: 0, gone: 0, failed: 0 };
    const sources = await github.deliverySources();
    if (sources.length === 0)
      log.info("sweep.nothing_to_sweep", {
        reason:
          "A personal token sweeps the webhooks of GITHUB_REPOSITORIES, and none is named or none leads here.",
      });
    for (const source of sources) {
      const { swept: _, ...counts } = await sweepDeliveries({
        source,
        changes: github.changes,
        deliveries: store.deliveries,
        journal: store.sweeps,
        claimant,
        now: systemClock.now(),
        log,
        signal,
      });
      for (const key of Object.keys(total) as (keyof SweepCounts)[]) total[key] += counts[key];
    }
    return total;
  };
}
