/** Pure: every order of the numbers from 0, the natural one first. */
export function listOrders(count: number): readonly (readonly number[])[] {
  const extend = (start: readonly number[], left: readonly number[]): readonly (readonly number[])[] =>
    left.length === 0
      ? [start]
      : left.flatMap((next) =>
          extend(
            [...start, next],
            left.filter((other) => other !== next),
          ),
        );
  return extend(
    [],
    Array.from({ length: count }, (_, index) => index),
  );
}
