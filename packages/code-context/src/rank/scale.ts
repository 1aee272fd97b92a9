/** Divides by the largest value, so that the best has 1. */
export function scale(values: Float32Array): Float32Array {
  let best = 0;
  for (const value of values) if (value > best) best = value;
  return best > 0 ? values.map((value) => value / best) : values;
}
