import { expect, test } from "vitest";
import { fileKind } from "./file-kind.ts";

test.for([
  ["src/cart.ts", "source"],
  ["src/specimen.data.ts", "source"],
  ["src/cart.test.ts", "test"],
  ["src/cart.spec.data.ts", "test"],
  ["src/cart.test.helpers.js", "test"],
  ["README.md", "document"],
  ["logo.png", "other"],
] as const)("%s is %s by its path", ([path, kind]) => {
  expect(fileKind(path)).toBe(kind);
});
