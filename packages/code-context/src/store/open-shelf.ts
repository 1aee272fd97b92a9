import { type IndexStore, messageOf } from "@osorganicai/core";
import type { IndexedFile } from "../files/choose-files.ts";
import { blobNumbers } from "../segment/blob-numbers.ts";
import { mergeSegments } from "../segment/merge-segments.ts";
import type { Segment } from "../segment/segment.ts";
import type { Commit } from "../sources/code-source.ts";
import { createForgivingStore } from "./create-forgiving-store.ts";
import { isEntry, readEntry, writeEntry } from "./entries.ts";

/** What a store has, open. */
export interface Shelf {
  readonly segments: readonly Segment[];
  readonly commits: ReadonlyMap<string, Commit>;
  /** Files whose content no segment has, each content once. */
  withoutKnown(files: readonly IndexedFile[]): readonly IndexedFile[];
  addSegment(segment: Segment): Promise<void>;
  /** Keeps those that are not kept yet. Makes one entry of many. */
  addCommits(commits: readonly Commit[]): Promise<void>;
  /** Makes one segment of many, without contents that these files do not have. */
  tidy(files: readonly IndexedFile[]): Promise<void>;
}

interface Entry {
  readonly name: string;
  readonly segment: Segment;
}

interface CommitEntries {
  readonly names: string[];
  readonly commits: Map<string, Commit>;
}

/** Each push adds a segment, and a query asks all of them; it adds an entry of commits, too. */
const MAX_ENTRIES = 12;
/** A segment with so large a share of all files stays as it is, while at least half of it is still in use. */
const LARGE_SHARE = 0.25;

/** What somebody should know of a store. */
export type ShelfEvent =
  | { readonly kind: "discarded"; readonly entry: string }
  | { readonly kind: "not_kept"; readonly reason: string };

/** Entries that could not be used are told and removed; a store that fails is told once. */
export async function openShelf(kept: IndexStore, onEvent: (event: ShelfEvent) => void): Promise<Shelf> {
  const store = createForgivingStore(kept, (error) =>
    onEvent({ kind: "not_kept", reason: messageOf(error) }),
  );
  const entries: Entry[] = [];
  const past: CommitEntries = { names: [], commits: new Map() };
  for (const name of (await store.list()).filter(isEntry)) {
    const found = await readEntry(store, name);
    if (found === "gone") continue;
    if (found === "broken") {
      onEvent({ kind: "discarded", entry: name });
      await store.remove(name);
    } else if (found.kind === "segment") entries.push({ name, segment: found.segment });
    else {
      past.names.push(name);
      for (const commit of found.commits) past.commits.set(commit.id, commit);
    }
  }
  return createShelf(store, entries, past);
}

function createShelf(store: IndexStore, entries: Entry[], { names, commits }: CommitEntries): Shelf {
  const addSegment = async (segment: Segment) => {
    entries.push({ name: await writeEntry(store, { kind: "segment", segment }), segment });
  };
  return {
    get segments() {
      return entries.map(({ segment }) => segment);
    },
    commits,
    withoutKnown(files) {
      const numbers = entries.map(({ segment }) => blobNumbers(segment));
      const found = new Set<string>();
      return files.filter(
        ({ key }) => !numbers.some((known) => known.has(key)) && !found.has(key) && found.add(key),
      );
    },
    addSegment,
    async addCommits(found) {
      const unknown = found.filter(({ id }) => !commits.has(id));
      if (unknown.length === 0) return;
      for (const commit of unknown) commits.set(commit.id, commit);
      const kept = names.length < MAX_ENTRIES ? unknown : [...commits.values()];
      const old = kept === unknown ? [] : names.splice(0);
      names.push(await writeEntry(store, { kind: "commits", commits: kept }));
      for (const name of old) await store.remove(name);
    },
    async tidy(files) {
      if (entries.length <= MAX_ENTRIES) return;
      const wanted = new Set(files.map(({ key }) => key));
      const all = entries.splice(0);
      const old = all.filter(({ segment }) => !isWorthKeeping(segment, wanted));
      entries.push(...all.filter((entry) => !old.includes(entry)));
      const segments = old.map(({ segment }) => segment);
      await addSegment(mergeSegments(segments, wanted));
      const kept = new Set(entries.map(({ name }) => name));
      for (const { name } of old) if (!kept.has(name)) await store.remove(name);
    },
  };
}

function isWorthKeeping({ blobs }: Segment, wanted: ReadonlySet<string>): boolean {
  const used = blobs.filter((blob) => wanted.has(blob)).length;
  return used >= LARGE_SHARE * wanted.size && used >= blobs.length / 2;
}
