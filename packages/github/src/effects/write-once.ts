import { isOSOrganicError } from "@osorganicai/core";
import { toGitHubError } from "../to-github-error.ts";
import type { Claimed, Effect, PerformOptions } from "./effect.ts";
import { lookPatiently } from "./look-patiently.ts";
import { throwUncertain } from "./throw-uncertain.ts";
import { type Fenced, whileHeld } from "./while-held.ts";

/** An effect that is not there yet. */
interface Begun<Result> {
  readonly id: string;
  readonly claim: Claimed;
  readonly effect: Effect<Result>;
}

/** How one try to write ended. */
type Ending<Result> =
  | { readonly kind: "there"; readonly result: Result }
  | { readonly kind: "unclear"; readonly why: string }
  /** Nothing was written, or nothing that counts. */
  | { readonly kind: "absent"; readonly error: unknown };

/**
 * Writes, once, and reads it back. An answer that says neither yes nor no is looked up.
 * @throws the write's own error when nothing was written, so that another try may follow; `effect_uncertain` when nobody
 *   can tell
 */
export async function writeOnce<Result>(options: PerformOptions, begun: Begun<Result>): Promise<Result> {
  const { id, claim, effect } = begun;
  const ending = await whileHeld(options, { id, attempt: claim.attempt }, (fenced) =>
    tryToWrite(options, begun, fenced),
  );
  switch (ending.kind) {
    case "there":
      return ending.result;
    case "unclear":
      await options.effects.hold(id, claim.attempt, 0);
      return throwUncertain(effect, ending.why);
    case "absent":
      await options.effects.release(id, claim.attempt);
      throw ending.error;
  }
}

async function tryToWrite<Result>(
  options: PerformOptions,
  { claim, effect }: Begun<Result>,
  fenced: Fenced,
): Promise<Ending<Result>> {
  let result: Result;
  try {
    result = await fenced(effect.write);
  } catch (thrown) {
    const error = toGitHubError(thrown);
    const doubt = doubtOf(error);
    if (doubt === "none") return { kind: "absent", error };
    const sinceMs = doubt === "lasting" ? 0 : Number.POSITIVE_INFINITY;
    const sight = await lookPatiently(options, { effect, claim, sinceMs });
    return sight.kind === "absent" ? { ...sight, error } : sight;
  }
  return readBack(options, { claim, effect, result });
}

/** Until what was written can be read. Lists may be behind. */
async function readBack<Result>(
  { settlePausesMs, pause }: PerformOptions,
  written: { readonly claim: Claimed; readonly effect: Effect<Result>; readonly result: Result },
): Promise<Ending<Result>> {
  const { claim, effect, result } = written;
  const lookForIt = async () => (await effect.look({ ...claim, thorough: true })).kind === "there";
  const verify = effect.verify ?? lookForIt;
  for (const pauseMs of [0, ...settlePausesMs]) {
    if (pauseMs > 0) await pause(pauseMs);
    if (await verify(result)) return { kind: "there", result };
  }
  return { kind: "unclear", why: "GitHub said that it was, and then showed something else" };
}

/**
 * Pure: whether something may have been written in spite of an error. `lasting`: also where no list shows it yet;
 * `fleeting`: GitHub refused, which it also does when it is there.
 */
function doubtOf(error: unknown): "none" | "fleeting" | "lasting" {
  if (!isOSOrganicError(error) || error.code === "github_unavailable") return "lasting";
  if (error.code !== "github_conflict") return "none";
  return /already exists/i.test(error.message) ? "lasting" : "fleeting";
}
