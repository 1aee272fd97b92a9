import { expect, test } from "vitest";
import { listOrders } from "./list-orders.ts";

test("five things have 120 different orders, the natural one first", () => {
  const orders = listOrders(5);
  expect(new Set(orders.map(String)).size).toBe(120);
  expect(orders[0]).toEqual([0, 1, 2, 3, 4]);
});
