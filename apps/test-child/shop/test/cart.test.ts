import assert from "node:assert/strict";
import { test } from "node:test";
import { subtotalCents, weightGrams } from "../src/cart.ts";

test("a cart adds up prices and weights", () => {
  const lines = [
    { sku: "mug", quantity: 2 },
    { sku: "tea", quantity: 1 },
  ];
  assert.equal(subtotalCents(lines), 3390);
  assert.equal(weightGrams(lines), 820);
});

test("an unknown product and an odd quantity are refused", () => {
  assert.throws(() => subtotalCents([{ sku: "car", quantity: 1 }]), /There is no product "car"/);
  assert.throws(() => subtotalCents([{ sku: "mug", quantity: 0.5 }]), /whole number/);
});
