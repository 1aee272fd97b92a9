import { expect, test } from "vitest";
import { readQuery } from "./read-query.ts";

const weightOf = (text: string, term: string) =>
  readQuery(text).terms.find((weighted) => weighted.term === term)?.weight ?? 0;

test("what the first line says, and what is said often, counts more", () => {
  const text = "Coupons fail\n\nThe cart shows the total. The total is wrong.";
  expect(weightOf(text, "coupon")).toBeGreaterThan(weightOf(text, "cart"));
  expect(weightOf(text, "total")).toBeGreaterThan(weightOf(text, "cart"));
  expect(readQuery(text).title.map(({ term }) => term)).toEqual(["coupon", "fail"]);
});

test("names are told from words: capitals inside, underscores, calls, backticks", () => {
  const { identifiers } = readQuery(
    "The applyCoupon of total_of calls render() with `cart.items` when ready",
  );
  expect(identifiers).toEqual(["applyCoupon", "total_of", "render", "cart", "items"]);
});

test("words that stand beside each other may be one name", () => {
  expect(readQuery("a gift card").words).toContain("giftcard");
});

test("files are mentioned by paths, names and stack traces, of other machines too", () => {
  const text =
    "See src/Cart.ts.\n  at add (/app/src/cart/add.js:12:3)\n  at ./lib/a.py, e.g. version 1.2.3 of foo.bar";
  expect(readQuery(text).mentions).toEqual(["src/cart.ts", "app/src/cart/add.js", "lib/a.py"]);
});

test.each([
  ["applyCoupon", "symbol"],
  ["Cart.add()", "symbol"],
  ["How does the cart add an item?", "question"],
  ["Checkout fails with an empty cart", "report"],
  [`What happens: ${"the cart is empty and the page is blank. ".repeat(10)}`, "report"],
])("%s is a %s", (text, kind) => expect(readQuery(text).kind).toBe(kind));

test("comments of templates are nobody's words", () => {
  expect(weightOf("Fails <!-- describe the coupon here -->", "coupon")).toBe(0);
});
