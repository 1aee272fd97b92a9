import { expect, test } from "vitest";
import { indexRepository } from "../index-repository.ts";
import { openFolderSource } from "../sources/open-folder-source.ts";
import { createRepository } from "../test-support/create-repository.ts";
import { shop } from "../test-support/shop.ts";

const filler = (name: string, count: number) =>
  Array.from({ length: count }, (_, line) => `  ${name}.push(${line});\n`).join("");
const long = `import { warehouse } from "./warehouse";

export class Stock {
  fill() {
${filler("first", 60)}  }

  reserveParcel(parcel) {
${filler("second", 40)}    return warehouse.reserve(parcel);
  }
}
`;

async function pack(files: Readonly<Record<string, string>>, text: string, budgetTokens: number) {
  const { folder } = createRepository(files);
  const index = await indexRepository(await openFolderSource(folder));
  return { packed: await index.packContext(text, { budgetTokens }), files };
}

test("what is shown stands so in the file, in the order of its lines", async () => {
  const { packed, files } = await pack(
    { ...shop, "src/stock.ts": long },
    "reserve a parcel in the warehouse",
    3000,
  );
  expect(packed.files[0]?.path).toBe("src/stock.ts");
  for (const { path, ranges, around } of packed.files)
    for (const { startLine, endLine, text } of [...ranges, ...around])
      expect(text).toBe(
        files[path]
          ?.split("\n")
          .slice(startLine - 1, endLine)
          .join("\n"),
      );
});

test("a part of a long file comes with what encloses it and what the file imports", async () => {
  const { packed } = await pack({ ...shop, "src/stock.ts": long }, "reserveParcel", 400);
  const [first] = packed.files;
  expect(first?.ranges.some(({ text }) => text.includes("reserveParcel(parcel) {"))).toBe(true);
  expect(first?.around.map(({ text }) => text)).toEqual(
    expect.arrayContaining(['import { warehouse } from "./warehouse";', "export class Stock {"]),
  );
});

test("neighbours are one range, and no line is shown twice", async () => {
  const { packed } = await pack({ ...shop, "src/stock.ts": long }, "reserveParcel first second", 5000);
  const lines = packed.files.flatMap(({ path, ranges, around }) =>
    [...ranges, ...around].flatMap(({ startLine, endLine }) =>
      Array.from({ length: endLine - startLine + 1 }, (_, line) => `${path}:${startLine + line}`),
    ),
  );
  expect(new Set(lines).size).toBe(lines.length);
  expect(packed.files.find(({ path }) => path === "src/stock.ts")?.ranges).toHaveLength(1);
});

test("a budget is kept, whatever it is", async () => {
  for (const budget of [0, 1, 30, 100, 400, 1000, 8000]) {
    const { packed } = await pack({ ...shop, "src/stock.ts": long }, "coupon total of the cart", budget);
    expect(packed.tokens).toBeLessThanOrEqual(budget);
    expect(packed.text.length).toBeLessThanOrEqual(packed.tokens * 3.6);
  }
});

test("other definitions of the best files are named, and their tests too", async () => {
  const actions = ["print", "refuse", "renew", "revoke"].map(
    (name) => `export function ${name}Coupon() {\n${filler(name, 30)}}\n`,
  );
  const { packed } = await pack(
    { ...shop, "src/coupon-actions.ts": actions.join("\n") },
    "refuse a coupon",
    500,
  );
  const named = packed.skeleton.find(({ path }) => path === "src/coupon-actions.ts");
  expect(named?.signatures.map(({ text }) => text)).toContain("export function revokeCoupon() {");
  expect(packed.text).toContain("  100: export function revokeCoupon() {");
  expect(packed.tests).toEqual(["tests/apply-coupon.test.ts"]);
});

test("nothing is packed for a text that has nothing in common with the code", async () => {
  const { packed } = await pack(shop, "zygomorphic", 1000);
  expect(packed).toEqual({ files: [], skeleton: [], tests: [], text: "", tokens: 0 });
});
