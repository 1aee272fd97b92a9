/**
 * Keeps what was read of a repository's code, so that nothing is read twice. Entries are written once and never changed, under
 * names that their bytes decide, so two runs at once disturb neither each other nor what is there.
 */
export interface IndexStore {
  /** Names of all entries that are whole, sorted. */
  list(): Promise<readonly string[]>;
  /** Undefined when there is no such entry. */
  read(name: string): Promise<Uint8Array | undefined>;
  /**
   * Changes whenever the bytes do, and is cheap: what a process still has in memory is not read again. Undefined when there is
   * no such entry.
   */
  stamp(name: string): Promise<string | undefined>;
  /** Whole or not at all. What is written under one name is always the same. */
  write(name: string, bytes: Uint8Array): Promise<void>;
  /** Nothing happens when there is no such entry. */
  remove(name: string): Promise<void>;
}

/**
 * The indexes of all repositories, where every process of an installation finds them.
 * @throws OSOrganicError from every method of a store: `store_unavailable`, `store_refused`
 */
export interface CodeIndexes {
  /** @param repository `owner/name` */
  of(repository: string): IndexStore;
}
