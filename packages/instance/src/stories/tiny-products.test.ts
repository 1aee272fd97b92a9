import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { expect, test } from "vitest";
import { adder, removeProducts, writeProduct } from "./tiny-products.ts";

test("products leave nothing behind", async () => {
  const folders = [await writeProduct(adder), await writeProduct(adder)];
  expect(await readdir(folders[0] ?? "")).toContain("package.json");
  await removeProducts();
  expect(folders.filter((folder) => existsSync(folder))).toEqual([]);
});
