import { writeFile } from "node:fs/promises";
import { availableParallelism, cpus, totalmem } from "node:os";
import { join } from "node:path";

/** One bar, and whether it is met. */
export interface Bar {
  readonly what: string;
  readonly measured: number;
  readonly atLeast?: number;
  readonly atMost?: number;
}

/**
 * Writes raw figures into `results/<name>.json` and prints every bar; a missed one makes the process end with 1.
 * @param figures JSON
 */
export async function writeResult(name: string, figures: object, bars: readonly Bar[]): Promise<void> {
  const judged = bars.map((bar) => ({ ...bar, met: isMet(bar) }));
  const result = { ...machine(), bars: judged, ...figures };
  const file = join(import.meta.dirname, "../results", `${name}.json`);
  await writeFile(file, `${JSON.stringify(result, undefined, 2)}\n`);
  for (const { what, measured, atLeast, atMost, met } of judged) {
    const bar = atLeast === undefined ? `at most ${atMost}` : `at least ${atLeast}`;
    process.stdout.write(`${met ? "✓" : "✗"} ${String(measured).padStart(8)}   ${what} (${bar})\n`);
  }
  if (judged.some(({ met }) => !met)) process.exitCode = 1;
}

function machine(): object {
  return {
    node: process.version,
    processors: availableParallelism(),
    model: cpus()[0]?.model,
    memoryGb: Math.round(totalmem() / 2 ** 30),
  };
}

function isMet({
  measured,
  atLeast = Number.NEGATIVE_INFINITY,
  atMost = Number.POSITIVE_INFINITY,
}: Bar): boolean {
  return measured >= atLeast && measured <= atMost;
}
