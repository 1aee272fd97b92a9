import type { IndexStore } from "@osorganicai/core";

/**
 * A store whose failures cost nobody an answer: what cannot be read is not there, and what cannot be written is not kept. From
 * the first failure on nothing is removed, because what would take its place may be missing.
 * @param onFailure told of the first failure
 */
export function createForgivingStore(store: IndexStore, onFailure: (error: unknown) => void): IndexStore {
  let hasFailed = false;
  async function attempt<T>(work: () => Promise<T>, otherwise: T): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!hasFailed) onFailure(error);
      hasFailed = true;
      return otherwise;
    }
  }

  return {
    list: () => attempt(() => store.list(), []),
    read: (name) => attempt(() => store.read(name), undefined),
    stamp: (name) => attempt(() => store.stamp(name), undefined),
    write: (name, bytes) => attempt(() => store.write(name, bytes), undefined),
    async remove(name) {
      if (!hasFailed) await attempt(() => store.remove(name), undefined);
    },
  };
}
