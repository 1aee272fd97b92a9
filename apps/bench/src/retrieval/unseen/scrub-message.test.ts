import { expect, test } from "vitest";
import { scrubMessage } from "./scrub-message.ts";

const scrub = (message: string, ...paths: string[]) => scrubMessage(message, paths);

test.each(["fix(cart): ", "fix!: ", "[shop] fix: ", "Fix[#12]: ", "packages/cart: ", "cart: "])(
  "a title loses its %s",
  (prefix) => expect(scrub(`${prefix}totals are off by one`)).toBe("totals are off by one"),
);

test("a colon later in a title takes nothing with it", () => {
  expect(scrub("Totals are wrong: they miss taxes")).toBe("Totals are wrong: they miss taxes");
});

test.each([
  ["a path", "Round in src/cart/compute-total.rb twice"],
  ["the name of a source file", "Round in compute-total.ts twice"],
  ["a link", "Round in https://example.com/shop?item=1 twice"],
  ["the number of an issue", "Round in (#123) twice"],
  ["the number of another repository's issue", "Round in made/shop#123 twice"],
  ["a number with GH before it", "Round in GH-123 twice"],
])("%s goes", (_, message) => expect(scrub(message)).toBe("Round in twice"));

test("the names of changed files go whatever their ending, the whole path before its end", () => {
  const message = "Round in build/Rules and in Rules too";
  expect(scrub(message, "build/Rules")).toBe("Round in and in too");
});

test.each([
  "Co-authored-by: A <a@example.com>",
  "Signed-off-by: A <a@example.com>",
  "Closes #12",
  "Fixes: 12",
  "Resolves 12",
  "See https://example.com/shop",
  "git-svn-id: trunk@12",
  "---------",
])("the line %s goes", (line) => {
  expect(scrub(`Totals are wrong\n${line}\nTaxes are missing`)).toBe("Totals are wrong\nTaxes are missing");
});

test("what an issue is closed by goes from the middle of a line, and the line stays", () => {
  expect(scrub("Totals are wrong\n\nThis fixes #12 for taxes")).toBe("Totals are wrong\n\nThis for taxes");
});

test.each(["* lint", "- fix typo", "* chore: update snapshots", "- Fixes #12", "* add a test for taxes\r"])(
  "the bullet %j goes",
  (bullet) =>
    expect(scrub(`Totals are wrong\n${bullet}\n* Count taxes`)).toBe("Totals are wrong\n* Count taxes"),
);

test("a bullet that says the title again goes", () => {
  expect(scrub("fix: Totals are wrong (#12)\n\n* fix: totals are wrong\n\n* Count taxes")).toBe(
    "Totals are wrong\n\n* Count taxes",
  );
});

test("who is thanked is not named", () => {
  expect(scrub("Totals are wrong\n\nThanks to @somebody")).toBe("Totals are wrong\n\nThanks to @");
});

test("what is left stays: code, packages, words with dots and slashes", () => {
  const message =
    "`cart.total()` of @shop/cart is NaN and/or 0 in v1.2\n\nSee how taxes are rounded.\n\n* Round up";
  expect(scrub(message)).toBe(message);
});
