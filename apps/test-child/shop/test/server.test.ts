import assert from "node:assert/strict";
import { test } from "node:test";
import { answer } from "../src/server.ts";

test("the shop says that it is well", () => {
  assert.deepEqual(answer("GET", "/api/health", ""), { status: 200, body: { status: "ok" } });
});

test("a checkout over HTTP answers with the receipt", () => {
  const { status, body } = answer(
    "POST",
    "/api/checkout",
    JSON.stringify({ lines: [{ sku: "pot", quantity: 2 }], country: "DE" }),
  );
  assert.equal(status, 200);
  assert.deepEqual(body, { subtotalCents: 7990, shippingCents: 0, totalCents: 7990 });
});

test("what a shopper can put right is answered with 422 and a sentence", () => {
  assert.deepEqual(answer("POST", "/api/checkout", "{"), { status: 422, body: { error: "Send JSON." } });
  const unknown = answer(
    "POST",
    "/api/checkout",
    JSON.stringify({ lines: [{ sku: "car", quantity: 1 }], country: "DE" }),
  );
  assert.deepEqual(unknown, { status: 422, body: { error: 'There is no product "car".' } });
});
