import { readFile } from "node:fs/promises";
import { z } from "zod";

const weights = z.record(z.string(), z.number());
/** Of each repository: weights that were trained on all others. */
const schema = z.object({ folds: z.record(z.string(), weights) });

/** What features count, by their names. */
export type FoldWeights = z.infer<typeof weights>;

/**
 * Weights for each repository that were trained without it, as `retrieval:train` writes them.
 * @throws when there are none, with what to do
 */
export async function readFolds(file: string): Promise<ReadonlyMap<string, FoldWeights>> {
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new Error(`There are no weights in ${file}. Run \`pnpm --filter bench retrieval:train\` first.`, {
      cause,
    });
  });
  return new Map(Object.entries(schema.parse(JSON.parse(text)).folds));
}
