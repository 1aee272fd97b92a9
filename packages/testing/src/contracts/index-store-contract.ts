import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import type { IndexStore } from "@osorganicai/core";
import type { ContractCase } from "./contract-case.ts";

/** What a case of the index store's contract works on: what several processes open, empty. */
export interface IndexStoreSubject {
  /** Opened again by each caller, as another process would. */
  open(): IndexStore;
  /** That of another repository. */
  other(): IndexStore;
}

/** What every {@link IndexStore} must do. */
export const indexStoreContract: readonly ContractCase<IndexStoreSubject>[] = [
  {
    name: "gives back every byte, whatever the size",
    async check({ open }) {
      for (const size of [0, 1, 70_000, 4_500_000]) {
        const { name, bytes } = entryOf(randomBytes(size));
        await open().write(name, bytes);
        assert.equal(sha256(await open().read(name)), sha256(bytes), `${size} bytes`);
      }
    },
  },
  {
    name: "lists what is there by name, for everybody, and nothing of another repository",
    async check({ open, other }) {
      const entries = [entryOf(randomBytes(9)), entryOf(randomBytes(9)), entryOf(randomBytes(9))];
      const before = await open().list();
      for (const { name, bytes } of entries) await open().write(name, bytes);
      const names = entries.map(({ name }) => name);
      assert.deepEqual(await open().list(), [...before, ...names].toSorted());
      const otherNames = await other().list();
      assert.deepEqual(
        otherNames.filter((name) => names.includes(name)),
        [],
      );
      assert.equal(await other().read(names[0] ?? ""), undefined);
      await other().remove(names[0] ?? "");
      assert.equal(sha256(await open().read(names[0] ?? "")), sha256(entries[0]?.bytes));
    },
  },
  {
    name: "is not disturbed by many who write and read one entry at once",
    async check({ open }) {
      const { name, bytes } = entryOf(randomBytes(4_100_000));
      const work = async () => {
        await open().write(name, bytes);
        return sha256(await open().read(name));
      };
      const seen = await Promise.all([work(), work(), work(), work()]);
      assert.deepEqual(new Set(seen), new Set([sha256(bytes)]));
      assert.equal((await open().list()).filter((other) => other === name).length, 1);
    },
  },
  {
    name: "forgets what is removed, also twice, and takes it again",
    async check({ open }) {
      const { name, bytes } = entryOf(randomBytes(2_100_000));
      await open().write(name, bytes);
      assert.equal(typeof (await open().stamp(name)), "string");
      await Promise.all([open().remove(name), open().remove(name)]);
      assert.deepEqual([await open().read(name), await open().stamp(name)], [undefined, undefined]);
      assert.ok(!(await open().list()).includes(name));
      await open().write(name, bytes);
      assert.equal(sha256(await open().read(name)), sha256(bytes));
    },
  },
];

function entryOf(bytes: Uint8Array) {
  return { name: `segment-${sha256(bytes).slice(0, 32)}`, bytes };
}

function sha256(bytes: Uint8Array | undefined): string {
  return bytes ? createHash("sha256").update(bytes).digest("hex") : "nothing";
}
