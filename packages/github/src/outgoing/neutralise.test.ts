import { expect, test } from "vitest";
import { neutralise, neutraliseMarkdown } from "./neutralise.ts";

test.for([
  ["Subtract [skip ci]", "Subtract (skip ci)"],
  ["[CI SKIP] [no ci][skip actions] [ actions  skip ]", "(CI SKIP) (no ci)(skip actions) (actions  skip)"],
  ["[skip [skip ci]ci]", "[skip (skip ci)ci]"],
  ["Text\n\n\nskip-checks:true", "Text\n\n\nskip-checks is true"],
  ["Fixes #1", "Fixes issue #1"],
  ["close: acme/shop#2, RESOLVED GH-3", "close: issue acme/shop#2, RESOLVED issue GH-3"],
  ["fixed\nhttps://github.com/acme/shop/issues/4", "fixed\nissue https://github.com/acme/shop/issues/4"],
  [
    "**closes** #5, closes [#6](x), closes <b>#7</b>",
    "**closes** issue #5, closes [issue #6](x), closes <b>issue #7</b>",
  ],
  ["`fixes #8` and fixes `#9`", "`fixes issue #8` and fixes `issue #9`"],
  ["see #1, prefixes #2, fix 3", "see #1, prefixes #2, fix 3"],
  ["<!-- osorganicai:ci -->", "< !-- osorganicai:ci -->"],
  ["thanks @octocat, @acme/team", "thanks @ octocat, @ acme/team"],
  [
    "_@octocat_ \\@octocat &#64;octocat &commat;octocat",
    "_@ octocat_ \\@ octocat & #64;octocat & commat;octocat",
  ],
  [
    "ann@example.com uses zod@4 and actions/checkout@v4",
    "ann@example.com uses zod@4 and actions/checkout@v4",
  ],
] as const)("%j becomes %j", ([text, expected]) => {
  expect(neutralise(text)).toBe(expected);
  expect(neutralise(expected)).toBe(expected);
});

test.for([
  ["`@types/node` and @octocat", "`@types/node` and @ octocat"],
  ["Log:\n\n```ts\nimport '@a/b';\n```\n\n@octocat", "Log:\n\n```ts\nimport '@a/b';\n```\n\n@ octocat"],
  ["```\nfixes #1 [skip ci]\n```", "```\nfixes issue #1 (skip ci)\n```"],
] as const)("code keeps its names: %j becomes %j", ([text, expected]) => {
  expect(neutraliseMarkdown(text)).toBe(expected);
  expect(neutraliseMarkdown(expected)).toBe(expected);
});

// Each looks like code at first sight, and GitHub reads a mention.
test.for([
  "an odd ` here, and `@octocat` there `x",
  "odd `\nand `@octocat` odd `",
  "escaped \\`@octocat`",
  "| ` | @octocat ` |",
  "<a title='`'>@octocat `",
  "http://example.com/` @octocat `",
  "``a` @octocat `",
  "- a\n  ```\n@octocat\n```",
  " ```\n\n```\n@octocat\n```",
  "~~~\n```\n~~~\n\n```\n@octocat\n```",
  "```\n````\n@octocat\n```",
  "```\n  ```\n@octocat\n```",
  "<textarea>\n\n```\n@octocat\n```",
  "<div>\n```\n@octocat\n```",
])("what only looks like code calls nobody: %j", (text) => {
  expect(neutraliseMarkdown(text)).not.toContain("@octocat");
});
