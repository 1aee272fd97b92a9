import assert from "node:assert/strict";
import { test } from "node:test";
import { checkout } from "../src/checkout.ts";
import { answer } from "../src/server.ts";

const pot = { lines: [{ sku: "pot", quantity: 1 }], country: "DE" };
const twoPots = { lines: [{ sku: "pot", quantity: 2 }], country: "DE" };

test("AC1: SAVE10 takes ten percent off the goods, rounded half up", () => {
  assert.deepEqual(checkout({ ...pot, coupon: "SAVE10" }), {
    subtotalCents: 3995,
    discountCents: 400,
    shippingCents: 490,
    totalCents: 4085,
  });
});

test("AC2: FREESHIP makes shipping free and leaves the price of the goods", () => {
  const receipt = checkout({ ...pot, coupon: "FREESHIP" });
  assert.equal(receipt.shippingCents, 0);
  assert.equal(receipt.totalCents, 3995);
});

test("AC3: an unknown coupon is refused with a sentence and 422", () => {
  const { status, body } = answer("POST", "/api/checkout", JSON.stringify({ ...pot, coupon: "GRATIS" }));
  assert.equal(status, 422);
  assert.deepEqual(body, { error: 'There is no coupon "GRATIS".' });
});

test("AC3: a coupon that is no text is refused as well", () => {
  assert.equal(answer("POST", "/api/checkout", JSON.stringify({ ...pot, coupon: 10 })).status, 422);
});

test("AC4: case and blanks around a coupon do not matter", () => {
  assert.deepEqual(checkout({ ...pot, coupon: " save10 " }), checkout({ ...pot, coupon: "SAVE10" }));
});

test("AC5: free shipping counts from the price before the discount", () => {
  const receipt = checkout({ lines: [{ sku: "mug", quantity: 4 }], country: "DE", coupon: "SAVE10" });
  assert.equal(receipt.subtotalCents, 5000);
  assert.equal(receipt.shippingCents, 0);
});

test("an order without a coupon is what it was", () => {
  assert.deepEqual(checkout(twoPots), { subtotalCents: 7990, shippingCents: 0, totalCents: 7990 });
});
