import assert from "node:assert/strict";
import { test } from "node:test";
import { shippingCents } from "../src/shipping.ts";

test("shipping at home is flat, and free from 50 euros", () => {
  assert.equal(shippingCents({ subtotalCents: 4999, weightGrams: 3000 }, "DE"), 490);
  assert.equal(shippingCents({ subtotalCents: 5000, weightGrams: 3000 }, "DE"), 0);
});

test("shipping abroad counts every kilogram that was begun", () => {
  assert.equal(shippingCents({ subtotalCents: 9000, weightGrams: 1001 }, "AT"), 1390);
});

test("other countries are refused", () => {
  assert.throws(() => shippingCents({ subtotalCents: 1, weightGrams: 1 }, "US"), /do not ship to "US"/);
});
