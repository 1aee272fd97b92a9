import type { IndexStore } from "@osorganicai/core";
import { isEntry, isWhole } from "./entries.ts";

/** A store that several machines share, and this machine's copy of what it holds. */
export interface CopiedStores {
  /** Says what there is. */
  readonly shared: IndexStore;
  /** Ours alone: what the shared one does not have is removed from it. */
  readonly copies: IndexStore;
  /** Told once when the shared one fails: from then on the copies serve alone. Must not throw. */
  readonly onFailure: (error: unknown) => void;
}

/**
 * Reads what this machine has copies of from these, and the rest from where all machines share it. A copy that is not whole is
 * fetched again. Nobody's question fails because the shared store does.
 */
export function createCopiedIndexStore({ shared, copies, onFailure }: CopiedStores): IndexStore {
  let isAway = false;
  async function ask<T>(work: () => Promise<T>): Promise<T | undefined> {
    if (isAway) return undefined;
    try {
      return await work();
    } catch (error) {
      isAway = true;
      onFailure(error);
      return undefined;
    }
  }

  return {
    async list() {
      const [there, copied] = [await ask(() => shared.list()), (await copies.list()).filter(isEntry)];
      if (!there) return copied;
      for (const name of copied) if (!there.includes(name)) await copies.remove(name);
      return there;
    },
    async read(name) {
      const copy = await copies.read(name);
      if (copy && isWhole(name, copy)) return copy;
      const bytes = await ask(() => shared.read(name));
      if (bytes && isWhole(name, bytes)) await copies.write(name, bytes);
      return bytes ?? copy;
    },
    stamp: async (name) => (await copies.stamp(name)) ?? (await ask(() => shared.stamp(name))),
    async write(name, bytes) {
      await ask(() => shared.write(name, bytes));
      await copies.write(name, bytes);
    },
    async remove(name) {
      await ask(() => shared.remove(name));
      await copies.remove(name);
    },
  };
}
