import { expect, test } from "vitest";
import { termsOfPath, termsOfText } from "./terms-of-text.ts";

test("an identifier is found by its words, in one form each, and as a whole", () => {
  expect(termsOfText("applyCoupons HTTP_Server2")).toEqual([
    "apply",
    "coupon",
    "=applycoupons",
    "http",
    "server2",
    "=httpserver2",
  ]);
});

test("the same identifier is the same term, however its words are joined", () => {
  expect(termsOfText("apply_coupon").at(-1)).toBe(termsOfText("applyCoupon").at(-1));
});

test("words that every text has are no terms, words of other alphabets are", () => {
  expect(termsOfText("It should be in the Корзина größe 購物車")).toEqual(["корзина", "größ", "購物車"]);
});

test("a path is the words of its parts and each part as a whole, without the extension", () => {
  expect(termsOfPath("src/add-to-cart.ts")).toEqual(["src", "add", "cart", "=addtocart"]);
});
