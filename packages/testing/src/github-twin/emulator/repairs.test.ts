import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { operations } from "../api/operations.ts";
import { repairs } from "./repairs.ts";

test("the README shows every repair", () => {
  const readme = readFileSync(new URL("../../../README.md", import.meta.url), "utf8");
  const quote = (name: string) => (name.includes(" ") ? name : `\`${name}\``);
  const rows = repairs.map(({ operations: names, wrong, repair }) => [
    names.map(quote).join(", "),
    wrong,
    repair,
  ]);
  const shown = readme.split("\n").map((line) =>
    line
      .split("|")
      .map((cell) => cell.trim())
      .slice(1, -1),
  );
  expect(shown).toEqual(expect.arrayContaining(rows));
});

test("what corrects an answer belongs to operations that the twin serves", () => {
  const corrected = repairs.flatMap(({ operations: names, apply }) => (apply ? names : []));
  expect(Object.keys(operations)).toEqual(expect.arrayContaining(corrected));
});
