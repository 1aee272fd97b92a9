import { expect, test } from "vitest";
import { createBatches } from "./create-batches.ts";

/** Batches that end when they are told to. */
function harness(lanes: number, maxLanes = lanes) {
  const begun: { readonly items: readonly number[]; end(): void }[] = [];
  const add = createBatches<number, string>({
    lanes,
    maxLanes,
    maxItems: 3,
    weightOf: Math.abs,
    maxWeight: 50,
    run: (items) =>
      new Promise((resolve) => {
        const ends = items.map(
          (item): PromiseSettledResult<string> =>
            item < 0
              ? { status: "rejected", reason: new Error("negative") }
              : { status: "fulfilled", value: `${item}` },
        );
        begun.push({ items, end: () => resolve(ends) });
      }),
  });
  return { add, begun, items: () => begun.map(({ items }) => items) };
}

test("nothing waits while there is a lane, and what waits shares the next one, in order", async () => {
  const { add, begun, items } = harness(2);
  const ends = [1, 2, 3, 4, 5, 6].map(add);
  expect(items()).toEqual([[1], [2]]);
  begun[1]?.end();
  expect(await ends[1]).toBe("2");
  await Promise.resolve();
  expect(items()).toEqual([[1], [2], [3, 4, 5]]);
  begun[0]?.end();
  await ends[0];
  await Promise.resolve();
  expect(items()).toEqual([[1], [2], [3, 4, 5], [6]]);
  for (const { end } of begun) end();
  expect(await Promise.all(ends)).toEqual(["1", "2", "3", "4", "5", "6"]);
  void add(7);
  expect(items().at(-1)).toEqual([7]);
});

test("a whole batch gets a lane of its own while there is one, whoever is slow", () => {
  const { add, items } = harness(1, 2);
  for (let item = 1; item <= 8; item += 1) void add(item);
  expect(items()).toEqual([[1], [2, 3, 4]]);
});

test("what is heavy comes alone, and keeps its place", async () => {
  const { add, begun, items } = harness(1);
  const ends = [1, 20, 31, 99, 2, 3].map(add);
  for (const batch of [1, 2, 3, 4, 5]) {
    begun[batch - 1]?.end();
    await ends[batch - 1];
    await Promise.resolve();
  }
  expect(items()).toEqual([[1], [20], [31], [99], [2, 3]]);
});

test("each hears its own end", async () => {
  const { add, begun } = harness(1);
  const ends = [1, -2, 3].map(add);
  begun[0]?.end();
  await ends[0];
  await Promise.resolve();
  begun[1]?.end();
  await expect(ends[1]).rejects.toThrow("negative");
  expect(await ends[2]).toBe("3");
});
