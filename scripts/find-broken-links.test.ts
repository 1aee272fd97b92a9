import { expect, test } from "vitest";
import { findBrokenLinks } from "./find-broken-links.ts";

const files: Readonly<Record<string, string>> = {
  "README.md": "# Home",
  "docs/a.md": "# What `it` does\n\n## Errors & codes\n\n## Errors & codes\n\n```md\n# Not a heading\n```\n",
  "src/a.ts": "",
};
const targets = { read: (path: string) => files[path], exists: (path: string) => path in files };
const find = (text: string) => findBrokenLinks("docs/a.md", text, targets);

const good = [
  "[up](../README.md)",
  '[titled](../src/a.ts "a title")',
  "[code](../src/a.ts#L3)",
  "[web](https://example.com/nothing.md) and [mail](mailto:a@example.com)",
  "`[not](a-link.md)`",
  "```md\n[not](a-link.md)\n```",
  "[anchor](a.md#what-it-does), [second](../docs/a.md#errors--codes-1)",
  "[by reference][1]\n\n[1]: ../README.md",
];
test.for(good)("%s leads somewhere", (text) => {
  expect(find(text)).toEqual([]);
});

const bad = [
  "[gone](gone.md)",
  "[out](../../other/README.md)",
  "[no anchor](a.md#nothing)",
  "[in a fence](a.md#not-a-heading)",
  "[by reference][1]\n\n[1]: gone.md",
];
test.for(bad)("%s leads nowhere", (text) => {
  expect(find(text)).toHaveLength(1);
});

test("a sentence names the document, the line and the target", () => {
  expect(find("# A\n\n[gone](gone.md)")).toEqual(["docs/a.md:3 links to gone.md, which is not there."]);
});
