import { createHash } from "node:crypto";
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
  expect(delivery.bodySha256).toBe(createHash("sha256").update(JSON.stringify(payload)).digest("hex"));
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

test("bytes that the body could not show are refused", () => {
  expect(() => createDelivery(headers, Uint8Array.of(0xef, 0xbb, 0xbf, 0x7b, 0x7d))).toThrow("not JSON");
});

test.for([
  `acme/${"x".repeat(101)}`,
  "a%2fb",
  "a/b\n",
  "acme/..",
  "acme/.",
  "../shop",
  ".acme/shop",
  "acme",
  "acme/shop/x",
  "acme/sh op",
  5,
  null,
])("the repository %j is refused, because it would become part of addresses", (name) => {
  expect(() => createDelivery(headers, bytes({ repository: { full_name: name } }))).toThrow("owner/name");
});

test("a sender without an id is nobody, whatever the login", () => {
  expect(createDelivery(headers, bytes({ sender: { login: "ann", type: "User" } })).sender).toBeUndefined();
});

test.for(["[]", "[{}]", "null", "5"])("the body %s is refused, because GitHub sends objects", (body) => {
  expect(() => createDelivery(headers, new TextEncoder().encode(body))).toThrow("not an object");
});

test("a body may be 64 levels deep and as wide as it likes", () => {
  const nested = (levels: number) => `{"a":${"[".repeat(levels - 1)}${"]".repeat(levels - 1)}}`;
  const create = (body: string) => createDelivery(headers, new TextEncoder().encode(body));
  expect(() => create(nested(64))).not.toThrow();
  expect(() => create(nested(65))).toThrow("deeper than 64 levels");
  expect(() => create(`{"a":[${"[],".repeat(100)}[]]}`)).not.toThrow();
});

test("brackets inside of strings do not count as depth", () => {
  const title = `"${"[{".repeat(500)}\\"`;
  expect(createDelivery(headers, bytes({ issue: { title } })).payload).toEqual({ issue: { title } });
});

test("a string that ends with backslashes ends where JSON says so", () => {
  const deep = `${"[".repeat(70)}${"]".repeat(70)}`;
  const create = (body: string) => createDelivery(headers, new TextEncoder().encode(body));
  expect(() => create(`{"a":"\\\\","b":${deep}}`)).toThrow("deeper than 64 levels");
  expect(() => create(`{"a":"\\\\\\"${deep}"}`)).not.toThrow();
});

test("a name like __proto__ stays data", () => {
  const delivery = createDelivery(headers, new TextEncoder().encode('{"__proto__":{"polluted":true}}'));
  expect(Object.keys(delivery.payload)).toEqual(["__proto__"]);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});
