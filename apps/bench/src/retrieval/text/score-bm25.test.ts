import { expect, test } from "vitest";
import { scoreBm25 } from "./score-bm25.ts";
import { countTerms } from "./term-counts.ts";

const texts = ["red red blue", "blue", "green green"].map((text) => countTerms(text.split(" ")));

test("a score is the term's rarity, saturated by repetition and held against length", () => {
  // Mean length 2; "red" is in one of three texts, twice in one of three words.
  const rarity = Math.log(1 + 2.5 / 1.5);
  const expected = (rarity * (2 * 2.2)) / (2 + 1.2 * (0.25 + (0.75 * 3) / 2));
  expect(scoreBm25(["red"], texts)).toEqual([expected, 0, 0]);
});

test("terms add up, and a term that the query repeats counts as often", () => {
  const [red = 0] = scoreBm25(["red"], texts);
  const [blue = 0, alone = 0] = scoreBm25(["blue"], texts);
  expect(scoreBm25(["red", "blue", "red"], texts)).toEqual([red + red + blue, alone, 0]);
  expect(alone).toBeGreaterThan(blue);
});

test("no texts have no scores, and unknown terms find nothing", () => {
  expect(scoreBm25(["red"], [])).toEqual([]);
  expect(scoreBm25(["none"], texts)).toEqual([0, 0, 0]);
});
