import { expect, test } from "vitest";
import { findTags } from "./find-tags.ts";

const files: readonly (readonly [path: string, text: string, definitions: readonly string[]])[] = [
  [
    "a.ts",
    `export function one(two: number) {\n  if (two) {\n  }\n}\nexport const three = () => 1;\nclass Four {\n  five(): void {\n  }\n}`,
    ["Four", "five", "one", "three"],
  ],
  ["a.js", "app.six = function () {};\nres.sent = true;", ["six"]],
  [
    "a.py",
    "LIMIT = 3\nclass Seven:\n    async def eight(self):\n        nine = 1\n",
    ["LIMIT", "Seven", "eight"],
  ],
  [
    "a.go",
    "func (c *Context) Ten() {}\ntype Eleven struct {}\nfunc twelve() {}",
    ["Eleven", "Ten", "twelve"],
  ],
  [
    "a.rs",
    "pub fn thirteen() {}\npub(crate) struct Fourteen;\nconst FIFTEEN: u8 = 1;",
    ["FIFTEEN", "Fourteen", "thirteen"],
  ],
  [
    "A.java",
    "public class Sixteen {\n  private static int seventeen(int x) {\n    return x;\n  }\n}",
    ["Sixteen", "seventeen"],
  ],
];

test.each(files)("definitions of %s are found", (path, text, definitions) => {
  expect([...findTags(path, text).definitions].toSorted()).toEqual(definitions);
});

test("each use of a name is counted", () => {
  const { references } = findTags("a.ts", "parse(parse(x))");
  expect([references.get("parse"), references.get("x")]).toEqual([2, 1]);
});
