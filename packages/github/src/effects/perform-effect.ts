import { createHash } from "node:crypto";
import type { EffectLedger, RunContext } from "@osorganicai/core";

/** A write, and how to find out whether it is there already. */
interface Effect<Result> {
  /** `comment`, `commit`, … */
  readonly kind: string;
  /** Unique among the run's effects of this kind. */
  readonly key: string;
  /** JSON: what makes two effects with the same key different ones. */
  readonly parameters: unknown;
  /** The result when it is there already; undefined when it has to be written. */
  readonly look: () => Promise<Result | undefined>;
  readonly write: () => Promise<Result>;
}

/** Performs an effect exactly once. Results must survive JSON. */
export type PerformEffect = <Result>(context: RunContext, effect: Effect<Result>) => Promise<Result>;

/**
 * Written down, looked for, written, settled, as one durable step. When an answer is lost the step runs again and
 * finds what it wrote; when the process dies the ledger and the look find it.
 */
export function createPerformEffect(effects: EffectLedger): PerformEffect {
  return function performEffect(context, { kind, key, parameters, look, write }) {
    return context.step(`effect:${kind}:${key}`, async () => {
      const id = `${context.runId}:${kind}:${key}`;
      const parameterHash = createHash("sha256").update(JSON.stringify(parameters)).digest("hex");
      const intent = await effects.begin({
        id,
        kind,
        runId: context.runId,
        subject: context.subject,
        parameterHash,
      });
      // The ledger gives back what this very function settled.
      if (intent.settled) return intent.result as Awaited<ReturnType<typeof write>>;
      const result = (await look()) ?? (await write());
      await effects.settle(id, result);
      return result;
    });
  };
}
