import { expect, test } from "vitest";
import { forwardedSource, sourceOfAddress } from "./forwarded-source.ts";

const forwarded = (value: string) => ({ headers: new Headers({ "x-forwarded-for": value }) });

test("only what our own proxies have added counts", () => {
  expect(forwardedSource(1)(forwarded("6.6.6.6, 10.0.0.1"))).toBe("10.0.0.1");
  expect(forwardedSource(2)(forwarded("6.6.6.6, 203.0.113.7, 10.0.0.1"))).toBe("203.0.113.7");
});

test("nobody is known when fewer proxies have spoken than are trusted, or no address was given", () => {
  expect(forwardedSource(2)(forwarded("10.0.0.1"))).toBeUndefined();
  expect(forwardedSource(1)(forwarded("unknown"))).toBeUndefined();
  expect(forwardedSource(1)({ headers: new Headers() })).toBeUndefined();
});

test.for([
  ["203.0.113.7", "203.0.113.7"],
  ["::ffff:203.0.113.7", "203.0.113.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:DB8:0001:2::9", "2001:db8:1:2::/64"],
  ["2001::5:a:b:c:d", "2001:0:0:5::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["1.2.3", undefined],
  ["", undefined],
] as const)("the source behind %s is %s", ([address, source]) => {
  expect(sourceOfAddress(address)).toBe(source);
});
