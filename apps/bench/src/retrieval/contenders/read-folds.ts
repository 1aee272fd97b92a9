import { readFile } from "node:fs/promises";
import type { TrainedWeights } from "@osorganicai/code-context";
import { z } from "zod";

/** Of each repository: weights that were trained on all others. */
const schema = z.object({ folds: z.record(z.string(), z.record(z.string(), z.number())) });

/**
 * Weights for each repository that were trained without it, as `retrieval:train` writes them. They are those with history: a
 * repository of the tasks has one.
 * @throws when there are none, with what to do
 */
export async function readFolds(file: string): Promise<ReadonlyMap<string, TrainedWeights>> {
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    const toDo = "Run `pnpm --filter bench retrieval:train` with `--write` first";
    throw new Error(`There are no weights in ${file}. ${toDo}.`, { cause });
  });
  const { folds } = schema.parse(JSON.parse(text));
  return new Map(
    Object.entries(folds).map(([repo, weights]) => [repo, { withHistory: weights, withoutHistory: weights }]),
  );
}
