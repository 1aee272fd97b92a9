import { expect, test } from "vitest";
import { createRandom } from "../../random.ts";
import { bootstrap, pairedBootstrap } from "./bootstrap.ts";

/** Of every thousand draws the first so many give 0.5 and the others 0. */
function drawHigh(share: number): () => number {
  let drawn = 0;
  return () => (drawn++ % 1000 < share ? 0.5 : 0);
}

test("values that are all the same leave nothing open", () => {
  expect(bootstrap([0.25, 0.25, 0.25], createRandom(1))).toEqual({ mean: 0.25, low: 0.25, high: 0.25 });
});

test("the interval lies between the 26th and the 975th of a thousand means", () => {
  // One value a round is impossible with two values, so each mean is of a pair: 0, 0.5 or 1.
  const script = [...Array<number>(50).fill(0), ...Array<number>(1950).fill(0.5)];
  expect(bootstrap([0, 1], () => script.shift() ?? 0)).toEqual({ mean: 0.5, low: 1, high: 1 });
  const longer = [...Array<number>(52).fill(0), ...Array<number>(1948).fill(0.5)];
  expect(bootstrap([0, 1], () => longer.shift() ?? 0)).toEqual({ mean: 0.5, low: 0, high: 1 });
});

test("the upper end ignores 25 of a thousand means, and no more", () => {
  const values = [0];
  expect(bootstrap(values, drawHigh(25))).toEqual({ mean: 0, low: 0, high: 0 });
  const highs = (count: number) => {
    const script = [...Array<number>(2000 - 2 * count).fill(0), ...Array<number>(2 * count).fill(0.5)];
    return bootstrap([0, 1], () => script.shift() ?? 0).high;
  };
  expect([highs(25), highs(26)]).toEqual([0, 1]);
});

test("an interval is the one that the binomial distribution gives", () => {
  // Of 100 draws with p = 0.5, 95 of 100 times between 40 and 60 hit.
  const values = Array.from({ length: 100 }, (_, index) => index % 2);
  const { mean, low, high } = bootstrap(values, createRandom(1));
  expect(mean).toBe(0.5);
  expect(Math.abs(low - 0.4)).toBeLessThanOrEqual(0.01);
  expect(Math.abs(high - 0.6)).toBeLessThanOrEqual(0.01);
});

test("a difference on each task is certain, however much the tasks differ", () => {
  const theirs = [0, 0.5, 0.25, 0.75];
  const ours = theirs.map((value) => value + 0.25);
  expect(pairedBootstrap(ours, theirs, createRandom(1))).toEqual({ mean: 0.25, low: 0.25, high: 0.25 });
});

test("a difference that depends on one task is not certain", () => {
  const { mean, low, high } = pairedBootstrap([1, 0, 0, 0], [0, 0, 0, 0], createRandom(1));
  expect(mean).toBe(0.25);
  expect(low).toBe(0);
  expect(high).toBe(0.75);
});

test("sides that were not measured on the same tasks are not compared", () => {
  expect(() => pairedBootstrap([1], [1, 0], createRandom(1))).toThrow("the same tasks");
});
