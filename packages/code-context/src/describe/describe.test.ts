import { expect, test } from "vitest";
import { indexRepository } from "../index-repository.ts";
import { openGitSource } from "../sources/open-git-source.ts";
import { createRepository } from "../test-support/create-repository.ts";
import { shop } from "../test-support/shop.ts";

async function open(files = shop) {
  const { gitDir } = createRepository(files);
  return indexRepository(await openGitSource({ gitDir }));
}

test("definitions are found by their names, whole names before beginnings, with their lines", async () => {
  const index = await open();
  expect(index.symbols("APPLYCOUPON")).toEqual([
    { path: "src/checkout/apply-coupon.ts", name: "applyCoupon", kind: "constant", startLine: 6, endLine: 6 },
  ]);
  expect(index.symbols("add").map(({ name }) => name)).toEqual(["addToCart"]);
  expect(index.symbols("")).toEqual([]);
});

test("neighbours are what a file imports, what imports it, and what was changed with it", async () => {
  const { uses, usedBy, changedWith } = (await open()).neighbours("src/checkout/apply-coupon.ts");
  expect(uses).toEqual([]);
  expect(usedBy).toEqual(["src/checkout/index.ts", "src/checkout/total.ts", "tests/apply-coupon.test.ts"]);
  expect(changedWith).toContain("src/checkout/total.ts");
});

test("a map has the folders, then files with what they define; with little room, those that others need", async () => {
  const index = await open();
  const map = index.repoMap({ budgetTokens: 1000 });
  expect(map.split("\n")[0]).toBe("shipping (1), src/cart (1), src/catalogue (1), src/checkout (3)");
  expect(map).toContain("shipping/cost.py: Parcel, __init__, shipping_cost\n");
  expect(map).not.toContain("tests/");
  const small = index.repoMap({ budgetTokens: 45 });
  expect(small).toContain("src/checkout/apply-coupon.ts");
  expect(small).not.toContain("shipping/cost.py");
  expect(small.length / 3.6).toBeLessThanOrEqual(45);
  expect(index.repoMap({ budgetTokens: 3 })).toBe("");
});

test("the place of a file for a text is explained", async () => {
  const index = await open();
  const found = await index.explain("coupon percent", "src/checkout/total.ts");
  const all = await index.find("coupon percent");
  expect(found).toEqual({ ...all[(found?.place ?? 0) - 1], place: found?.place });
  expect(await index.explain("coupon", "nowhere.ts")).toBeUndefined();
});

test("weights of one's own decide", async () => {
  const index = await open();
  const weights = { withHistory: { size: 1 }, withoutHistory: { size: 1 } };
  const [largest] = await index.find("coupon cart", { weights });
  expect(largest).toMatchObject({ path: "src/cart/add-to-cart.ts", explanation: { size: largest?.score } });
});
