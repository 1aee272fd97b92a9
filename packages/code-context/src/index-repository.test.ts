import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type IndexEvent, indexRepository } from "./index-repository.ts";
import { openFolderSource } from "./sources/open-folder-source.ts";
import { openGitSource } from "./sources/open-git-source.ts";
import { createFileIndexStore } from "./store/create-file-index-store.ts";
import { createFolder } from "./test-support/create-folder.ts";
import { createRepository } from "./test-support/create-repository.ts";
import { shop } from "./test-support/shop.ts";

const unreadOf = (events: readonly IndexEvent[]) =>
  events.flatMap((event) => (event.kind === "listed" ? [event.unread] : []));

test("a text finds the file that it is about, and says why", async () => {
  const { gitDir } = createRepository(shop);
  const index = await indexRepository(await openGitSource({ gitDir }));
  const [first] = await index.find("Coupons take off too much");
  expect(first?.path).toBe("src/checkout/apply-coupon.ts");
  expect(first?.explanation.path).toBeGreaterThan(0);
  const sum = Object.values(first?.explanation ?? {}).reduce((all, part) => all + part, 0);
  expect(sum).toBeCloseTo(first?.score ?? 0, 4);
});

test("a folder and a commit with the same files answer the same, and tests are not found", async () => {
  const { folder, gitDir } = createRepository(shop);
  const fromGit = await openGitSource({ gitDir });
  const { history: _, ...withoutHistory } = fromGit;
  const text = "shipping_cost is wrong for islands";
  const found = await (await indexRepository(withoutHistory)).find(text);
  expect(found[0]?.path).toBe("shipping/cost.py");
  expect(await (await indexRepository(await openFolderSource(folder))).find(text)).toEqual(found);
  expect(found.map(({ path }) => path)).not.toContain("tests/apply-coupon.test.ts");
});

test("a push reads what it changed and nothing else", async () => {
  const repository = createRepository(shop);
  const store = createFileIndexStore(createFolder());
  const index = async () => {
    const events: IndexEvent[] = [];
    const source = await openGitSource({ gitDir: repository.gitDir });
    return {
      index: await indexRepository(source, { store, onProgress: (event) => events.push(event) }),
      events,
    };
  };
  expect(unreadOf((await index()).events)).toEqual([7]);
  expect(unreadOf((await index()).events)).toEqual([0]);

  repository.write({ "src/checkout/refund.ts": "export function refundOrder() {\n  return 0;\n}\n" });
  repository.commit("Refunds");
  const pushed = await index();
  expect(unreadOf(pushed.events)).toEqual([1]);
  expect((await pushed.index.find("refund an order"))[0]?.path).toBe("src/checkout/refund.ts");
});

test("many pushes leave few entries, and these have all that they left", async () => {
  const repository = createRepository(shop);
  const folder = createFolder();
  const store = createFileIndexStore(folder);
  for (let push = 0; push < 14; push++) {
    repository.write({ "src/version.ts": `export const version${push} = "release ${push}";\n` });
    repository.commit(`Release ${push}`);
    await indexRepository(await openGitSource({ gitDir: repository.gitDir }), { store });
  }
  for (const kind of ["segment-", "commits-"])
    expect(readdirSync(folder).filter((name) => name.startsWith(kind)).length).toBeLessThan(6);
  const kept = await indexRepository(await openGitSource({ gitDir: repository.gitDir }), { store });
  const fresh = await indexRepository(await openGitSource({ gitDir: repository.gitDir }));
  for (const text of ["version13", "coupon percent", "addToCart raise", "release 3"])
    expect(await kept.find(text)).toEqual(await fresh.find(text));
});

test("two runs at once disturb neither each other nor what they leave", async () => {
  const { gitDir } = createRepository(shop);
  const folder = createFolder();
  const run = async () =>
    (await indexRepository(await openGitSource({ gitDir }), { store: createFileIndexStore(folder) })).find(
      "coupon",
    );
  const [first, second] = await Promise.all([run(), run()]);
  expect(second).toEqual(first);
  expect(await run()).toEqual(first);
});

test("an entry that is not whole is said, thrown away and made again", async () => {
  const { gitDir } = createRepository(shop);
  const folder = createFolder();
  const index = async () => {
    const events: IndexEvent[] = [];
    const store = createFileIndexStore(folder);
    const made = await indexRepository(await openGitSource({ gitDir }), {
      store,
      onProgress: (event) => events.push(event),
    });
    return {
      found: await made.find("coupon"),
      discarded: events.flatMap((event) => (event.kind === "discarded" ? event.entry : [])),
    };
  };
  const { found, discarded } = await index();
  expect(discarded).toEqual([]);
  const names = readdirSync(folder);
  expect(names).toHaveLength(2);
  for (const name of names) {
    const bytes = readFileSync(join(folder, name));
    writeFileSync(join(folder, name), bytes.fill(65, bytes.length - 60, bytes.length - 40));
  }
  expect(await index()).toEqual({ found, discarded: names });
  for (const name of readdirSync(folder)) writeFileSync(join(folder, name), "");
  expect((await index()).discarded).toHaveLength(2);
  expect(await index()).toEqual({ found, discarded: [] });
});
