import { OSOrganicError } from "@osorganicai/core";
import { withinFence } from "../write-fence.ts";
import type { PerformOptions } from "./effect.ts";

/** Work whose writes pass only while the effect is ours. */
export type Fenced = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Keeps everybody else from writing an effect, for as long as this process lives. A process that was stopped in between
 * and wakes up after its time writes nothing: right before each request it looks at the clock.
 * @throws OSOrganicError `effect_in_progress` when somebody else has claimed the effect since
 */
export async function whileHeld<T>(
  { effects, clock, holdMs }: Pick<PerformOptions, "effects" | "clock" | "holdMs">,
  { id, attempt }: { readonly id: string; readonly attempt: number },
  work: (fenced: Fenced) => Promise<T>,
): Promise<T> {
  let oursUntil = 0;
  let renewing: Promise<unknown> = Promise.resolve();

  async function hold(): Promise<void> {
    const from = clock.now().getTime();
    oursUntil = (await effects.hold(id, attempt, holdMs)) ? from + holdMs : 0;
  }
  function mayWrite(): void {
    if (clock.now().getTime() >= oursUntil) throw takenOver(id);
  }

  await hold();
  mayWrite();
  const timer = setInterval(() => {
    // One that fails is no harm: nothing is written after our time, and the next one may succeed.
    renewing = renewing.then(hold).catch(() => undefined);
  }, holdMs / 3);
  const stop = async () => {
    clearInterval(timer);
    await renewing;
  };
  try {
    const result = await work((write) => withinFence(mayWrite, write));
    await stop();
    return result;
  } catch (error) {
    await stop();
    await effects.hold(id, attempt, 0).catch(() => undefined);
    throw error;
  }
}

function takenOver(id: string): OSOrganicError {
  return new OSOrganicError(
    "effect_in_progress",
    `Effect ${id} belongs to another process by now. Nothing was sent; what it writes is looked for later.`,
    { details: { id } },
  );
}
