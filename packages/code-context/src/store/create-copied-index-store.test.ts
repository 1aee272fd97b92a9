import type { IndexStore } from "@osorganicai/core";
import { indexStoreContract } from "@osorganicai/testing";
import { expect, test } from "vitest";
import { indexRepository } from "../index-repository.ts";
import { openGitSource } from "../sources/open-git-source.ts";
import { createFolder } from "../test-support/create-folder.ts";
import { createRepository } from "../test-support/create-repository.ts";
import { shop } from "../test-support/shop.ts";
import { createCopiedIndexStore } from "./create-copied-index-store.ts";
import { createFileIndexStore } from "./create-file-index-store.ts";
import { createMemoryIndexStore } from "./create-memory-index-store.ts";

const away = () => Promise.reject(new Error("away"));
const broken = { list: away, read: away, stamp: away, write: away, remove: away };

/** One machine: what it copies, what it hears, and an index through it. */
function createMachine(shared: IndexStore) {
  const copies = createFileIndexStore(createFolder());
  const failures: unknown[] = [];
  const onFailure = (error: unknown) => failures.push(error);
  const discarded: string[] = [];
  return {
    copies,
    failures,
    discarded,
    async index(gitDir: string) {
      let read = 0;
      const index = await indexRepository(await openGitSource({ gitDir }), {
        store: createCopiedIndexStore({ shared, copies, onFailure }),
        onProgress(event) {
          if (event.kind === "listed") read = event.unread;
          if (event.kind === "discarded") discarded.push(event.entry);
        },
      });
      return { read, found: await index.find("Coupons take off too much") };
    },
  };
}

for (const { name, check } of indexStoreContract) {
  test(`an index in a folder ${name}`, () => {
    const [folder, other] = [createFolder(), createFolder()];
    return check({ open: () => createFileIndexStore(folder), other: () => createFileIndexStore(other) });
  });
  test(`an index in memory ${name}`, () => {
    const [store, other] = [createMemoryIndexStore(), createMemoryIndexStore()];
    return check({ open: () => store, other: () => other });
  });
  test(`an index with copies ${name}`, () => {
    const open = (shared: ReturnType<typeof createMemoryIndexStore>) => () =>
      createCopiedIndexStore({ shared, copies: createMemoryIndexStore(), onFailure: throwIt });
    return check({ open: open(createMemoryIndexStore()), other: open(createMemoryIndexStore()) });
  });
}

function throwIt(error: unknown): never {
  throw error;
}

test("what one machine has read no other reads, and each fetches it once", async () => {
  const { gitDir } = createRepository(shop);
  const shared = createFileIndexStore(createFolder());
  const fetched: string[] = [];
  const counted = {
    ...shared,
    read: (name: string) => {
      fetched.push(name);
      return shared.read(name);
    },
  };
  const [first, second] = [createMachine(counted), createMachine(counted)];
  const found = await first.index(gitDir);
  expect(found.read).toBe(7);
  expect(fetched).toEqual([]);
  expect(await second.index(gitDir)).toEqual({ ...found, read: 0 });
  expect(fetched.toSorted()).toEqual(await shared.list());
  await second.index(gitDir);
  expect(fetched).toHaveLength(2);
});

test("two machines at once leave one index, which both can use", async () => {
  const { gitDir } = createRepository(shop);
  const shared = createFileIndexStore(createFolder());
  const [first, second] = [createMachine(shared), createMachine(shared)];
  const [one, other] = await Promise.all([first.index(gitDir), second.index(gitDir)]);
  expect(other.found).toEqual(one.found);
  expect(await shared.list()).toHaveLength(2);
  expect(await first.index(gitDir)).toEqual({ read: 0, found: one.found });
});

test("a damaged copy is fetched again; damage in the shared index is said, and made good for everybody", async () => {
  const { gitDir } = createRepository(shop);
  const shared = createFileIndexStore(createFolder());
  const [first, second] = [createMachine(shared), createMachine(shared)];
  const { found } = await first.index(gitDir);
  for (const name of await first.copies.list()) await first.copies.write(name, Buffer.from("half"));
  expect(await first.index(gitDir)).toEqual({ read: 0, found });
  expect(first.discarded).toEqual([]);

  const names = await shared.list();
  for (const name of names) await shared.write(name, Buffer.from("half"));
  expect(await second.index(gitDir)).toEqual({ read: 7, found });
  expect(second.discarded).toEqual(names);
  expect(await createMachine(shared).index(gitDir)).toEqual({ read: 0, found });
});

test("what is no longer shared is not kept", async () => {
  const { gitDir } = createRepository(shop);
  const shared = createFileIndexStore(createFolder());
  const machine = createMachine(shared);
  await machine.index(gitDir);
  for (const name of await shared.list()) await shared.remove(name);
  await machine.copies.write("notes.txt", Buffer.from("mine"));
  expect((await machine.index(gitDir)).read).toBe(7);
  expect(await machine.copies.list()).toEqual(["notes.txt", ...(await shared.list())].toSorted());
});

test("where the shared index fails, the copies serve alone, and that is said once", async () => {
  const { gitDir } = createRepository(shop);
  const alone = createMachine(broken);
  const { found, read } = await alone.index(gitDir);
  expect(read).toBe(7);
  expect(alone.failures).toEqual([new Error("away")]);
  expect(await alone.index(gitDir)).toEqual({ found, read: 0 });
});
