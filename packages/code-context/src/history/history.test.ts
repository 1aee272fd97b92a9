import { expect, test } from "vitest";
import { indexRepository } from "../index-repository.ts";
import { openGitSource } from "../sources/open-git-source.ts";
import { createRepository } from "../test-support/create-repository.ts";
import { shop } from "../test-support/shop.ts";

const body = Array.from({ length: 30 }, (_, line) => `export const line${line} = ${line};\n`).join("");
const text = "The zebra has no stripes when it rains";

async function find(gitDir: string, commit = "HEAD") {
  const index = await indexRepository(await openGitSource({ gitDir, commit }));
  return (await index.find(text)).map(({ path, explanation }) => ({
    path,
    history: explanation.history ?? 0,
  }));
}

test("a file is found by what a commit said that changed it, under the name it has now", async () => {
  const repository = createRepository({ ...shop, "src/old.ts": body });
  repository.write({ "src/old.ts": `${body}export const more = 1;\n` });
  repository.commit("Paint stripes on the zebra");
  repository.git("mv", "src/old.ts", "src/new.ts");
  repository.commit("Move it");
  const [first] = await find(repository.gitDir);
  expect(first?.path).toBe("src/new.ts");
  expect(first?.history).toBeGreaterThan(0);
});

test("a commit that is no ancestor is not known", async () => {
  const repository = createRepository({ ...shop, "src/animal.ts": body });
  const base = repository.git("rev-parse", "HEAD");
  repository.write({ "src/animal.ts": `${body}export const more = 1;\n` });
  repository.commit("Paint stripes on the zebra");
  expect(await find(repository.gitDir, base)).toEqual([]);
  expect((await find(repository.gitDir))[0]?.path).toBe("src/animal.ts");
});

test("a commit that changes everything says nothing about any one file", async () => {
  const many = Object.fromEntries(
    Array.from({ length: 40 }, (_, at) => [`src/file${at}.ts`, `export {}; // ${at}\n`]),
  );
  const repository = createRepository(shop);
  repository.write(many);
  repository.commit("Stripes on every zebra");
  expect(await find(repository.gitDir)).toEqual([]);
});

test("a name is looked up without history", async () => {
  const repository = createRepository(shop);
  repository.write({ "src/cart/add-to-cart.ts": `${shop["src/cart/add-to-cart.ts"]}\nexport {};\n` });
  repository.commit("applyCoupon");
  const index = await indexRepository(await openGitSource({ gitDir: repository.gitDir }));
  const [first] = await index.find("applyCoupon");
  expect(first?.path).toBe("src/checkout/apply-coupon.ts");
  expect(first?.explanation).not.toHaveProperty("history");
});
