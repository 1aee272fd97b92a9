import { expect, test } from "vitest";
import { createDelivery } from "./create-delivery.ts";

const bytes = (payload: unknown) => new TextEncoder().encode(JSON.stringify(payload));
const headers = { id: "d-1", event: "issues" };

test("a delivery keeps the exact body, its digest and what it is about", () => {
  const payload = {
    action: "opened",
    repository: { full_name: "acme/shop" },
    issue: { number: 7 },
    sender: { id: 5, login: "ann", type: "User" },
  };
  const delivery = createDelivery(headers, bytes(payload));
  expect(delivery).toMatchObject({
    id: "d-1",
    event: "issues",
    action: "opened",
    repository: "acme/shop",
    subject: "acme/shop#7",
    sender: { id: 5, login: "ann", type: "User" },
    body: JSON.stringify(payload),
  });
  expect(delivery.bodySha256).toMatch(/^[0-9a-f]{64}$/);
});

test("an event without action, repository or sender is still a delivery", () => {
  const delivery = createDelivery({ id: "d-2", event: "ping" }, bytes({ zen: "…", sender: "nobody" }));
  expect(delivery).toMatchObject({
    action: undefined,
    repository: undefined,
    sender: undefined,
    subject: "installation:none",
  });
});

test("bytes that are not UTF-8 are refused", () => {
  expect(() => createDelivery(headers, Uint8Array.of(0x7b, 0xff, 0x7d))).toThrow("UTF-8");
});

test("brackets inside of strings do not count as depth", () => {
  const title = `${"[{".repeat(500)}\\"`;
  expect(createDelivery(headers, bytes({ issue: { title } })).payload).toEqual({ issue: { title } });
});

test("a name like __proto__ stays data", () => {
  const delivery = createDelivery(headers, new TextEncoder().encode('{"__proto__":{"polluted":true}}'));
  expect(Object.keys(delivery.payload)).toEqual(["__proto__"]);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});
