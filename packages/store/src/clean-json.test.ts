import fc from "fast-check";
import { expect, test } from "vitest";
import { cleanJson, cleanText, mayBeRefused, toCleanJson } from "./clean-json.ts";

test("NUL characters and lone surrogates become U+FFFD, in keys too", () => {
  expect(cleanJson({ "a\u0000": ["\ud800x", { b: "\udfff" }] })).toEqual({
    "a\ufffd": ["\ufffdx", { b: "\ufffd" }],
  });
});

test("whole surrogate pairs and escaped backslashes stay", () => {
  const value = { smile: "😀", path: "C:\\u0000\\ud800" };
  expect(cleanJson(value)).toEqual(value);
});

test("what JSON does not know becomes null", () => {
  expect(toCleanJson(undefined)).toBe("null");
});

test("anything that JSON can say comes out well-formed and is otherwise unchanged", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const plain: unknown = JSON.parse(JSON.stringify(value));
      expect(cleanJson(plain)).toEqual(plain);
    }),
  );
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const clean = cleanJson(text);
      expect(clean).toBe(cleanText(text));
      expect(mayBeRefused(JSON.stringify(clean))).toBe(false);
    }),
  );
});

test("a body is cleaned only when Postgres might refuse it", () => {
  expect(mayBeRefused('{"body":"plain 😀"}')).toBe(false);
  expect(mayBeRefused('{"body":"\\u0000"}')).toBe(true);
  expect(mayBeRefused('{"body":"\\uD83D"}')).toBe(true);
  expect(mayBeRefused('{"size":1e999999}')).toBe(true);
  expect(mayBeRefused('{"size":-1.5E-200000}')).toBe(true);
  expect(mayBeRefused(`[${"9".repeat(200_000)}]`)).toBe(true);
  for (const before of [0, 1, 500, 998, 999, 1000, 5000])
    expect(mayBeRefused(`[${" ".repeat(before)}${"9".repeat(1000)}]`)).toBe(true);
  expect(mayBeRefused('{"size":9007199254740993,"sha":"3e12345678","id":"0a-9e45120b","mass":5.9e24}')).toBe(
    false,
  );
});
