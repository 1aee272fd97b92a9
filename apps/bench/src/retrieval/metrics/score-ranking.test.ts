import { expect, test } from "vitest";
import { scoreRanking } from "./score-ranking.ts";

const others = (count: number) => Array.from({ length: count }, (_, index) => `other-${index}`);

test("one file, found at once, is all that can be wished for", () => {
  expect(scoreRanking(["a", "b"], ["a"])).toEqual({ hit1: 1, r5: 1, r10: 1, r20: 1, mrr: 1, ndcg10: 1 });
});

test("a ranking is judged by the places of what was looked for", () => {
  // Places 2, 7 and 15.
  const ranking = [...others(1), "a", ...others(4), "b", ...others(7), "c"];
  const ideal = 1 + 1 / Math.log2(3) + 1 / Math.log2(4);
  expect(scoreRanking(ranking, ["a", "b", "c"])).toEqual({
    hit1: 0,
    r5: 1 / 3,
    r10: 2 / 3,
    r20: 1,
    mrr: 1 / 2,
    ndcg10: (1 / Math.log2(3) + 1 / Math.log2(8)) / ideal,
  });
});

test("a place beyond the twentieth still counts for the mean reciprocal rank", () => {
  expect(scoreRanking([...others(24), "a"], ["a"])).toEqual({
    hit1: 0,
    r5: 0,
    r10: 0,
    r20: 0,
    mrr: 1 / 25,
    ndcg10: 0,
  });
});

test("what was left out was not found", () => {
  expect(scoreRanking(others(3), ["a"])).toEqual({ hit1: 0, r5: 0, r10: 0, r20: 0, mrr: 0, ndcg10: 0 });
});

test("with more files than ten, the first ten places are the ideal", () => {
  const gold = Array.from({ length: 12 }, (_, index) => `gold-${index}`);
  expect(scoreRanking(gold, gold)).toMatchObject({ r5: 5 / 12, r10: 10 / 12, r20: 1, ndcg10: 1 });
});
