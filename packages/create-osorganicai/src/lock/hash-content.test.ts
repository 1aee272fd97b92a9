import fc from "fast-check";
import { expect, test } from "vitest";
import { hashContent } from "./hash-content.ts";

const yaml = "on:\n  push:\n    branches: [main]\njobs:\n  check:\n    steps:\n      - run: npm test\n";

const sameText: readonly (readonly [string, string, string])[] = [
  ["Windows' line ends", yaml, yaml.replaceAll("\n", "\r\n")],
  ["blanks at the end of lines", yaml, yaml.replaceAll("\n", "  \n")],
  ["no newline at the end", yaml, yaml.trimEnd()],
  ["YAML indented by four", yaml, yaml.replaceAll("  ", "    ")],
  [
    "code indented by tabs",
    "if (a) {\n  if (b) {\n    c();\n  }\n}\n",
    "if (a) {\n\tif (b) {\n\t\tc();\n\t}\n}\n",
  ],
  ["JSON on one line", '{\n  "a": [1, 2]\n}\n', '{"a":[1,2]}'],
  ["JSON indented by tabs", '{\n  "a": [\n    1\n  ]\n}\n', '{\n\t"a": [\n\t\t1\n\t]\n}\n'],
];
test.for(sameText)("%s is no edit", ([, before, after]) => {
  expect(hashContent(after)).toBe(hashContent(before));
});

const otherText: readonly (readonly [string, string, string])[] = [
  ["another word", yaml, yaml.replace("npm", "pnpm")],
  ["a line more", yaml, `${yaml}# kept\n`],
  ["a line of another level", "a:\n  b:\n    c: 1\n", "a:\n  b:\n  c: 1\n"],
  ["a line of a block deeper", "a: |\n  b\n      c\n    d\n", "a: |\n  b\n      c\n      d\n"],
  ["a line below an odd comment", "x:\n  y:\n # odd\n    z: 1\n", "x:\n  y:\n # odd\n  z: 1\n"],
  ["one level wider than the others", "a:\n  b:\n    c: 1\n", "a:\n  b:\n      c: 1\n"],
  ["a first line that is indented", "a:\nb: 1\n", "  a:\nb: 1\n"],
  ["a tab among blanks", "a:\n  b\n", "a:\n \tb\n"],
  ["a key in JSON that stands there twice", '{ "a": 1, "a": 2 }', '{ "a": 2 }'],
  ["digits that JavaScript rounds", '{ "a": 12345678901234567890 }', '{ "a": 12345678901234567891 }'],
  ["a value in JSON", '{ "a": 1 }', '{ "a": 2 }'],
  ["blanks inside of a line", "run: a b\n", "run: a  b\n"],
  ["blanks inside of JSON's texts", '{ "a": "b c" }', '{ "a": "b  c" }'],
];
test.for(otherText)("%s is an edit", ([, before, after]) => {
  expect(hashContent(after)).not.toBe(hashContent(before));
});

test("any JSON has one hash, however it is indented", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.nat(8), (value, indent) => {
      const text = JSON.stringify({ value });
      expect(hashContent(JSON.stringify(JSON.parse(text), undefined, indent))).toBe(hashContent(text));
    }),
  );
});

test("it is SHA-256 in hex", () => {
  expect(hashContent("export {};\n")).toMatch(/^[0-9a-f]{64}$/);
});
