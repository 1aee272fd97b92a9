import { createHash } from "node:crypto";
import { claimEffect } from "./claim-effect.ts";
import type { Claimed, Effect, PerformEffect, PerformOptions } from "./effect.ts";
import { lookPatiently } from "./look-patiently.ts";
import { throwUncertain } from "./throw-uncertain.ts";
import { writeOnce } from "./write-once.ts";

/**
 * Written down, looked for, written, read back, settled, as one durable step. When an answer is lost the step looks for
 * what it wrote, and runs again when it is not there; when the process dies the ledger and the look find it.
 */
export function createPerformEffect(options: PerformOptions): PerformEffect {
  const { effects } = options;
  return function performEffect(context, effect) {
    const { kind, key, parameters, target } = effect;
    return context.step(`effect:${kind}:${key}`, async () => {
      const id = `${context.runId}:${kind}:${key}`;
      const parameterHash = createHash("sha256").update(JSON.stringify(parameters)).digest("hex");
      const { runId, subject } = context;
      const intent = { id, kind, runId, subject, parameterHash, ...(target !== undefined && { target }) };
      const claim = await claimEffect(options, intent);
      // The ledger gives back what this very function settled.
      if (claim.state === "settled") return claim.result as Awaited<ReturnType<typeof effect.write>>;
      const result = await adoptOrWrite(options, { id, claim, effect });
      await effects.settle(id, result);
      return result;
    });
  };
}

async function adoptOrWrite<Result>(
  options: PerformOptions,
  begun: { readonly id: string; readonly claim: Claimed; readonly effect: Effect<Result> },
): Promise<Result> {
  const { effect, claim } = begun;
  await effect.prepare?.();
  const sight =
    claim.sentMsAgo === undefined
      ? await effect.look({ ...claim, thorough: false })
      : await lookPatiently(options, { effect, claim, sinceMs: claim.sentMsAgo });
  switch (sight.kind) {
    case "there":
      return sight.result;
    case "unclear":
      return throwUncertain(effect, sight.why);
    case "absent":
      return writeOnce(options, begun);
  }
}
