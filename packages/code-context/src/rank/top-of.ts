/** The numbers of the largest values, best first. */
export function topOf(values: Float32Array, count: number): readonly number[] {
  const all = Array.from(values.keys()).filter((file) => (values[file] ?? 0) > 0);
  return all.sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0) || a - b).slice(0, count);
}
