/** A mean, and between which values 95 of 100 means of resampled values are. */
export interface Estimate {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

const ROUNDS = 1000;
/** Of the sorted means, the first that is inside and the last. */
const LOW = ROUNDS * 0.025;
const HIGH = ROUNDS * 0.975 - 1;

/**
 * The percentile bootstrap.
 * @param values at least one
 * @param random numbers from 0 to below 1
 */
export function bootstrap(values: readonly number[], random: () => number): Estimate {
  const means = Array.from({ length: ROUNDS }, () => {
    let sum = 0;
    for (let drawn = 0; drawn < values.length; drawn++)
      sum += values[Math.floor(random() * values.length)] ?? 0;
    return sum / values.length;
  }).toSorted((one, other) => one - other);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, low: means[LOW] ?? mean, high: means[HIGH] ?? mean };
}

/** How much better one is than another on the same tasks: tasks are resampled, not sides, so that hard ones are hard for both. */
export function pairedBootstrap(
  ours: readonly number[],
  theirs: readonly number[],
  random: () => number,
): Estimate {
  if (ours.length !== theirs.length) throw new Error("Both sides have to be measured on the same tasks.");
  const differences = ours.map((value, index) => value - (theirs[index] ?? 0));
  return bootstrap(differences, random);
}
