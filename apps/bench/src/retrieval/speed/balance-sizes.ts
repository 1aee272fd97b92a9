/**
 * So many items, whose sizes have the mean that is wanted as nearly as the items allow: what is taken next is larger than it
 * while the mean is below, and smaller while it is above. Both keep their order.
 */
export function balanceSizes<T extends { readonly bytes: number }>(
  items: readonly T[],
  wanted: { readonly count: number; readonly meanBytes: number },
): readonly T[] {
  const large = items.filter(({ bytes }) => bytes >= wanted.meanBytes).values();
  const small = items.filter(({ bytes }) => bytes < wanted.meanBytes).values();
  const taken: T[] = [];
  let bytes = 0;
  while (taken.length < wanted.count) {
    const [first, second] = bytes <= taken.length * wanted.meanBytes ? [large, small] : [small, large];
    const next = first.next().value ?? second.next().value;
    if (next === undefined) break;
    taken.push(next);
    bytes += next.bytes;
  }
  return taken;
}
