import { expect, test } from "vitest";
import { pageRank } from "./page-rank.ts";

const to = (node: number, weight = 1) => ({ to: node, weight });

test("nodes in a circle are worth the same", () => {
  for (const rank of pageRank([[to(1)], [to(2)], [to(0)]], [0, 0, 0])) expect(rank).toBeCloseTo(1 / 3, 5);
});

test("two nodes that point to each other share what walks bring to one", () => {
  // r0 = 0.15 + 0.85 r1 and r1 = 0.85 r0
  const [first, second] = pageRank([[to(1)], [to(0)]], [1, 0]);
  expect(first).toBeCloseTo(0.15 / (1 - 0.85 ** 2), 4);
  expect(second).toBeCloseTo((0.85 * 0.15) / (1 - 0.85 ** 2), 4);
});

test("an edge passes on its share, and a node without edges starts new walks", () => {
  // r0 = 0.15 + 0.85 (r1 + r2), r1 = 0.85 · ¾ r0, r2 = 0.85 · ¼ r0
  const ranks = pageRank([[to(1, 3), to(2, 1)], [], []], [1, 0, 0]);
  const start = 1 / 1.85;
  expect(ranks[0]).toBeCloseTo(start, 4);
  expect(ranks[1]).toBeCloseTo(0.85 * 0.75 * start, 4);
  expect(ranks[2]).toBeCloseTo(0.85 * 0.25 * start, 4);
});

test("ranks are one together", () => {
  const ranks = pageRank([[to(1), to(0)], [to(2, 0.5)], [], [to(0)]], [0, 0, 3, 1]);
  expect(ranks.reduce((sum, rank) => sum + rank, 0)).toBeCloseTo(1, 6);
});
