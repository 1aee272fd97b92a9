import { expect, test } from "vitest";
import { codeTerms, pathTerms } from "./code-terms.ts";

test("identifiers are taken apart and kept whole", () => {
  const terms = "pars http header =parsehttpheader dry run =dryrun".split(" ");
  expect(codeTerms("parseHTTPHeader dry_run")).toEqual(terms);
});

test("forms of a word are one term", () => {
  const terms = ["parses", "parsed", "parsing", "parse"].flatMap((word) => codeTerms(word));
  expect(new Set(terms).size).toBe(1);
  expect(codeTerms("queries query")).toEqual(["query", "query"]);
  expect(codeTerms("matches class bus")).toEqual(["match", "class", "bus"]);
});

test("words that say nothing are left out", () => {
  expect(codeTerms("It should not be a b of the router")).toEqual(["router"]);
});

test("a path says its folders and its name", () => {
  expect(pathTerms("src/body-limit/index.test.ts")).toEqual(["src", "body", "limit", "index", "test"]);
});
