/**
 * Keeps what was read of contents and commits, so that nothing is read twice. Entries are written once and never changed,
 * so two runs at once disturb neither each other nor what is there.
 */
export interface IndexStore {
  /** Names of all entries. */
  list(): Promise<readonly string[]>;
  /** Undefined when there is no such entry. */
  read(name: string): Promise<Uint8Array | undefined>;
  /**
   * Changes whenever the bytes do, and is cheap: what a process still has in memory is not read again. Undefined when there is
   * no such entry.
   */
  stamp(name: string): Promise<string | undefined>;
  /** Whole or not at all. */
  write(name: string, bytes: Uint8Array): Promise<void>;
  /** Nothing happens when there is no such entry. */
  remove(name: string): Promise<void>;
}
