import { expect, test } from "vitest";
import { isTestPath } from "./is-test-path.ts";

test.for([
  "test/cart.test.ts",
  "src/cart.spec.js",
  "__tests__/cart.js",
  "tests/test_cart.py",
  "cart_test.go",
  "src/CartTest.java",
  "spec/cart_spec.rb",
  "tests/conftest.py",
  "test/helpers/cart.js",
  "src/__snapshots__/cart.test.ts.snap",
  "test_cart.py",
  "conftest.py",
  "src/test.js",
])("%s is a test", (path) => {
  expect(isTestPath(path)).toBe(true);
});

test.for(["src/cart.ts", "src/contest.ts", "latest/cart.ts", "src/testing.ts", "docs/test.md"])(
  "%s is none",
  (path) => {
    expect(isTestPath(path)).toBe(false);
  },
);
