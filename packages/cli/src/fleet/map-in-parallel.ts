/** Results in the order of the values, with at most so many at work at a time. The first failure ends it. */
export async function mapInParallel<T, R>(
  values: readonly T[],
  atOnce: number,
  map: (value: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  const waiting = values.entries();
  const work = async () => {
    for (const [index, value] of waiting) results[index] = await map(value);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, values.length) }, work));
  return results;
}
