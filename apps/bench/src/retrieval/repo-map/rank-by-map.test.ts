import { expect, test } from "vitest";
import { createDocument } from "../documents/document.ts";
import { rankByMap } from "./rank-by-map.ts";

const documents = [
  createDocument("src/router.ts", "export function matchRoute() {}\nparseCookie(1); renderPage(2);"),
  createDocument("src/cookies.ts", "export function parseCookie() {}"),
  createDocument("src/pages.ts", "export function renderPage() {}"),
];

test("of two files that are used alike, the one is ahead whose definition the text names", () => {
  const [, cookies = 0, pages = 0] = rankByMap("parseCookie drops values", documents);
  expect(cookies).toBeGreaterThan(pages);
});

test("what the files use that the text names is ahead of what it does not reach", () => {
  const scores = rankByMap("pages.ts is empty", documents);
  expect(scores.indexOf(Math.max(...scores))).toBe(2);
});

test("without a name in the text, what is used most is ahead", () => {
  const [router = 0, cookies = 0, pages = 0] = rankByMap("nothing that is known", documents);
  expect(cookies).toBeCloseTo(pages, 6);
  expect(cookies).toBeGreaterThan(router);
});
