import { edit, type Trial, write } from "../trial.ts";

/** Its test script is lint and tests in one, and calls pnpm from inside. */
export const ufo: Trial = {
  name: "ufo",
  shape: "TypeScript, pnpm",
  address: "https://github.com/unjs/ufo",
  commit: "11308c0bb5cb4a4bc3bfcbdc5c03177b097423e6",
  needs: { pnpm: "npm install --global pnpm" },
  install: ["npx -y pnpm@10.28.0 install --frozen-lockfile"],
  issue: {
    title: "Remove the query of an address",
    body: "There is `filterQuery`, but no short way to drop the whole query and keep the fragment.",
  },
  criterion: 'withoutQuery("/a?b=1#c") is "/a#c"',
  change: [
    write("src/without-query.ts", [
      'import { parseURL, stringifyParsedURL } from "./parse";',
      "",
      "/** Removes the query and keeps everything else. */",
      "export function withoutQuery(input: string): string {",
      '  return stringifyParsedURL({ ...parseURL(input), search: "" });',
      "}",
    ]),
    edit(
      "src/index.ts",
      'export * from "./utils";',
      'export * from "./utils";\nexport * from "./without-query";',
    ),
    write("test/without-query.test.ts", [
      'import { expect, test } from "vitest";',
      'import { withoutQuery } from "../src";',
      "",
      'test("AC1: the query goes, the fragment stays", () => {',
      '  expect(withoutQuery("/a?b=1#c")).toBe("/a#c");',
      "});",
    ]),
  ],
  test: "AC1: the query goes, the fragment stays",
};
