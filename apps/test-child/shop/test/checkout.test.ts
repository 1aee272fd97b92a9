import assert from "node:assert/strict";
import { test } from "node:test";
import { checkout } from "../src/checkout.ts";

test("a receipt shows goods, shipping and the total", () => {
  assert.deepEqual(checkout({ lines: [{ sku: "mug", quantity: 1 }], country: "DE" }), {
    subtotalCents: 1250,
    shippingCents: 490,
    totalCents: 1740,
  });
});

test("an empty cart cannot be checked out", () => {
  assert.throws(() => checkout({ lines: [], country: "DE" }), /cart is empty/);
});
