import { expect, test } from "vitest";
import { indexRepository } from "../index-repository.ts";
import { createMemoryIndexStore } from "../store/create-memory-index-store.ts";
import { shop } from "../test-support/shop.ts";
import { openGitHubSource } from "./open-github-source.ts";

/** GitHub with these files, and what was asked of it. */
function createGitHub(files: Readonly<Record<string, string>>) {
  const asked: string[] = [];
  const entries = Object.entries(files).map(([path, content]) => ({
    path,
    mode: "100644",
    type: "blob",
    sha: `id of ${content}`,
    size: content.length,
  }));
  const odd = [
    { path: "src", mode: "040000", type: "tree", sha: "1" },
    { path: "link.ts", mode: "120000", type: "blob", sha: "2", size: 3 },
    { path: "module", mode: "160000", type: "commit", sha: "3" },
  ];
  const source = openGitHubSource({
    fetchTree: async () => [...odd, ...entries],
    fetchBlobs: async (ids) => {
      asked.push(...ids);
      return ids.map((id) => Buffer.from(id.slice("id of ".length)));
    },
  });
  return { source, asked };
}

test("code is found over GitHub's API as in a clone", async () => {
  const { source } = createGitHub(shop);
  const index = await indexRepository(source);
  expect((await index.find("Coupons take off too much"))[0]?.path).toBe("src/checkout/apply-coupon.ts");
  expect(index.files.every((path) => path in shop)).toBe(true);
});

test("only blobs that no index had are fetched", async () => {
  const store = createMemoryIndexStore();
  await indexRepository(createGitHub(shop).source, { store });
  const refund = "export function refundOrder() {}\n";
  const { source, asked } = createGitHub({ ...shop, "src/refund.ts": refund });
  await indexRepository(source, { store });
  expect(asked).toEqual([`id of ${refund}`]);
});
