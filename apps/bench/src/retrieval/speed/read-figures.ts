import { z } from "zod";

const measured = z.object({
  files: z.number(),
  /** Until a repository that nothing was known of can be asked. */
  coldMs: z.number(),
  /** What only the first text pays for. */
  firstFindMs: z.number(),
  findMs: z.array(z.number()).min(1),
  /** Until a commit can be asked that differs from the one before in 20 files. */
  pushMs: z.number(),
  firstFindAfterPushMs: z.number(),
  processorSeconds: z.number(),
  /** Of the whole process: the largest resident set. */
  peakMegabytes: z.number(),
});

/** What one process measured. */
export interface Figures extends Readonly<z.infer<typeof measured>> {
  readonly findP50Ms: number;
  readonly findP95Ms: number;
}

/** @param output of `measure-main.ts` */
export function readFigures(output: string): Figures {
  const figures = measured.parse(JSON.parse(output));
  const sorted = figures.findMs.toSorted((one, other) => one - other);
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
  return { ...figures, findP50Ms: at(0.5), findP95Ms: at(0.95) };
}
