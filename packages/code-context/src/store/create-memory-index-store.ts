import type { IndexStore } from "@osorganicai/core";

/** Keeps an index as long as the process lives. */
export function createMemoryIndexStore(): IndexStore {
  const entries = new Map<string, Uint8Array>();
  return {
    list: async () => [...entries.keys()].sort(),
    read: async (name) => entries.get(name),
    stamp: async (name) => (entries.has(name) ? "never changed" : undefined),
    async write(name, bytes) {
      entries.set(name, bytes);
    },
    async remove(name) {
      entries.delete(name);
    },
  };
}
