/** So many of the items, as far from each other as they can be; all when there are not more, or no number is given. */
export function spread<T>(items: readonly T[], most = items.length): readonly T[] {
  if (items.length <= most) return items;
  return items.filter(
    (_, index) =>
      Math.floor((index * most) / items.length) !== Math.floor(((index - 1) * most) / items.length),
  );
}
