import { expect, test } from "vitest";
import { cutMiddle } from "./cut-middle.ts";

test("a short text stays as it is", () => {
  expect(cutMiddle("short", 5)).toBe("short");
});

test("of a long text the beginning and the end stay, and a note says how much is missing", () => {
  expect(cutMiddle("0123456789", 4)).toBe("01\n\n[… 6 characters were cut here …]\n\n89");
});

test("half a surrogate pair is replaced, whether it came so or was cut so", () => {
  expect(cutMiddle("a\ud800b", 10)).toBe("a\ufffdb");
  expect(cutMiddle("😀😀😀", 2).isWellFormed()).toBe(true);
});
