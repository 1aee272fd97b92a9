/** How items are put together. */
export interface BatchOptions<Item, Result> {
  /** Batches at once. While one of them is free, nothing waits. */
  readonly lanes: number;
  /** Batches at once where a whole one waits: each is slow then, and the next one gets no larger by waiting. */
  readonly maxLanes: number;
  /** In one batch, at most. */
  readonly maxItems: number;
  /** What an item adds to its batch, in a unit of the caller's. */
  readonly weightOf: (item: Item) => number;
  /** Of a batch, unless one item alone weighs more. */
  readonly maxWeight: number;
  /** Every item's end, in their order. Must not reject. */
  readonly run: (items: readonly Item[]) => Promise<readonly PromiseSettledResult<Result>[]>;
}

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly settle: (end: PromiseSettledResult<Result>) => void;
}

/** What comes while all lanes are busy shares the next one: the busier it is, the less each costs. */
export function createBatches<Item, Result>({
  lanes,
  maxLanes,
  maxItems,
  weightOf,
  maxWeight,
  run,
}: BatchOptions<Item, Result>): (item: Item) => Promise<Result> {
  const waiting: Waiting<Item, Result>[] = [];
  let busy = 0;

  function takeSome(): readonly Waiting<Item, Result>[] {
    let weight = 0;
    const tooMuch = waiting.findIndex(({ item }, index) => {
      weight += weightOf(item);
      return index === maxItems || (index > 0 && weight > maxWeight);
    });
    return waiting.splice(0, tooMuch === -1 ? maxItems : tooMuch);
  }

  async function work(): Promise<void> {
    busy += 1;
    for (let batch = takeSome(); batch.length > 0; batch = takeSome()) {
      const ends = await run(batch.map(({ item }) => item));
      for (const [index, end] of ends.entries()) batch[index]?.settle(end);
    }
    busy -= 1;
  }

  return (item) =>
    new Promise((resolve, reject) => {
      const settle = (end: PromiseSettledResult<Result>): void =>
        end.status === "fulfilled" ? resolve(end.value) : reject(end.reason);
      waiting.push({ item, settle });
      if (busy < (waiting.length < maxItems ? lanes : maxLanes)) void work();
    });
}
