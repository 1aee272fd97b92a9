import { expect, test } from "vitest";
import { chooseChunks } from "./choose-chunks.ts";

const chunk = (file: number, startLine: number, score: number, cost = 100) => ({
  file,
  startLine,
  endLine: startLine + 9,
  score,
  cost,
});
const places = (chosen: readonly { readonly file: number; readonly startLine: number }[]) =>
  chosen.map(({ file, startLine }) => `${file}:${startLine}`);

test("the best chunk of the best file is first", () => {
  const candidates = [chunk(0, 1, 1), chunk(0, 11, 9), chunk(1, 1, 9)];
  const chosen = chooseChunks({
    candidates,
    fileScores: new Map([
      [0, 3],
      [1, 1],
    ]),
    budget: 100,
  });
  expect(places(chosen)).toEqual(["0:11"]);
});

test("a file that is not seen yet comes before what is hardly worth anything in one that is", () => {
  const candidates = [chunk(0, 1, 9), chunk(0, 11, 0), chunk(1, 1, 3)];
  const chosen = chooseChunks({
    candidates,
    fileScores: new Map([
      [0, 3],
      [1, 2.5],
    ]),
    budget: 200,
  });
  expect(places(chosen)).toEqual(["0:1", "1:1"]);
});

test("what costs more than there is left is passed over", () => {
  const candidates = [chunk(0, 1, 9, 150), chunk(0, 11, 8, 50), chunk(1, 1, 3, 40)];
  const chosen = chooseChunks({
    candidates,
    fileScores: new Map([
      [0, 3],
      [1, 1],
    ]),
    budget: 100,
  });
  expect(places(chosen)).toEqual(["0:11", "1:1"]);
});

test("without candidates nothing is chosen", () => {
  expect(chooseChunks({ candidates: [], fileScores: new Map(), budget: 100 })).toEqual([]);
});
