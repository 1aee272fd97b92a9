import { expect, test } from "vitest";
import { createDelivery } from "../delivery/create-delivery.ts";
import { labelIs } from "./label-is.ts";

const self = { id: 1, login: "our-app[bot]", type: "Bot" };
const set = (payload: object) =>
  createDelivery({ id: "d", event: "issues" }, new TextEncoder().encode(JSON.stringify(payload)));

test("a label fits by its exact name", () => {
  const isSecurity = labelIs("security");
  expect(isSecurity(set({ label: { name: "security" } }), self)).toBe(true);
  for (const payload of [{ label: { name: "Security" } }, { label: null }, { label: 3 }, {}])
    expect(isSecurity(set(payload), self)).toBe(false);
});
