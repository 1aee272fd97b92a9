import { expect, test } from "vitest";
import { mergeTexts } from "./merge-texts.ts";

const base = "on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - checkout: v4\n";
const theirs = base.replace("v4", "v5");
const label = "osorganicai 2.0.0";
const merge = (ours: string, more: object = {}) =>
  mergeTexts({ path: "ci.yml", ours, base, theirs, label, ...more });

test("edits of different places are both kept", () => {
  const ours = base.replace("ubuntu-latest\n", "ubuntu-latest\n    timeout-minutes: 45\n");
  expect(merge(ours)).toEqual({ clean: true, text: ours.replace("v4", "v5") });
});

test("edits of one place are a conflict that shows all three versions and names who is who", () => {
  const { clean, text } = merge(base.replace("v4", "v3"));
  expect(clean).toBe(false);
  expect(text).toContain(
    "<<<<<<< yours\n      - checkout: v3\n||||||| base\n      - checkout: v4\n=======\n      - checkout: v5\n>>>>>>> osorganicai 2.0.0\n",
  );
});

test("a file that both wrote from nothing is a conflict with both whole in it", () => {
  const { clean, text } = merge("mine: 1\n", { base: "" });
  expect(clean).toBe(false);
  expect(text).toContain("mine: 1\n");
  expect(text).toContain("checkout: v5\n");
});

test("Windows' line ends are no conflict and stay", () => {
  const ours = base.replaceAll("\n", "\r\n").replace("on: push", "on: pull_request");
  expect(merge(ours)).toEqual({ clean: true, text: ours.replace("v4", "v5") });
});

const sameKey: readonly (readonly [path: string, base: string, ours: string, theirs: string])[] = [
  [
    "vercel.json",
    '{\n  "a": 1,\n  "b": 2,\n  "c": 3\n}\n',
    '{\n  "x": 9,\n  "a": 1,\n  "b": 2,\n  "c": 3\n}\n',
    '{\n  "a": 1,\n  "b": 2,\n  "x": 8,\n  "c": 3\n}\n',
  ],
  ["ci.yml", "a: 1\nb: 2\nc: 3\n", "x: 9\na: 1\nb: 2\nc: 3\n", "a: 1\nb: 2\nx: 8\nc: 3\n"],
];

test.for(sameKey)("%s: a merge that git calls clean but that has a key twice is a conflict", (row) => {
  const [path, from, ours, next] = row;
  expect(mergeTexts({ path, ours, base: from, theirs: next, label })).toEqual({
    clean: false,
    text: `<<<<<<< yours\n${ours}||||||| base\n${from}=======\n${next}>>>>>>> ${label}\n`,
  });
});
