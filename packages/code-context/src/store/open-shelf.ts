import { createHash } from "node:crypto";
import type { IndexedFile } from "../files/choose-files.ts";
import { decodeSegment } from "../segment/decode-segment.ts";
import { encodeSegment } from "../segment/encode-segment.ts";
import { mergeSegments } from "../segment/merge-segments.ts";
import type { Segment } from "../segment/segment.ts";
import type { Commit } from "../sources/code-source.ts";
import { decodeCommits, encodeCommits } from "./encode-commits.ts";
import type { IndexStore } from "./index-store.ts";

/** What a store has, open. */
export interface Shelf {
  readonly segments: readonly Segment[];
  readonly commits: ReadonlyMap<string, Commit>;
  /** Files whose content no segment has, each content once. */
  withoutKnown(files: readonly IndexedFile[]): readonly IndexedFile[];
  addSegment(segment: Segment): Promise<void>;
  /** Keeps those that are not kept yet. */
  addCommits(commits: readonly Commit[]): Promise<void>;
  /** Makes one segment of many, without contents that these files do not have. */
  tidy(files: readonly IndexedFile[]): Promise<void>;
}

interface Entry {
  readonly name: string;
  readonly segment: Segment;
}

/** Each push adds a segment, and a query asks all of them. */
const MAX_SEGMENTS = 12;
const SEGMENT = "segment-";
const COMMITS = "commits-";

/** @param onDiscard told the name of each entry that could not be used; it is removed */
export async function openShelf(store: IndexStore, onDiscard: (entry: string) => void): Promise<Shelf> {
  const entries: Entry[] = [];
  const commits = new Map<string, Commit>();
  const discard = async (name: string) => {
    onDiscard(name);
    await store.remove(name);
  };
  for (const name of await store.list()) {
    const bytes = await store.read(name);
    if (!bytes) continue; // somebody tidied up meanwhile
    const segment = name.startsWith(SEGMENT) ? once(segmentOf, bytes, decodeSegment) : undefined;
    const found = name.startsWith(COMMITS) ? once(commitsOf, bytes, decodeCommits) : undefined;
    if (segment) entries.push({ name, segment });
    for (const commit of found ?? []) commits.set(commit.id, commit);
    if (!segment && !found) await discard(name);
  }
  return createShelf(store, entries, commits);
}

/** A store in memory gives the same bytes again, and nobody changes them: they are decoded once. */
const segmentOf = new WeakMap<Uint8Array, Segment | undefined>();
const commitsOf = new WeakMap<Uint8Array, readonly Commit[] | undefined>();

function once<Value>(
  known: WeakMap<Uint8Array, Value>,
  bytes: Uint8Array,
  decode: (bytes: Uint8Array) => Value,
): Value {
  if (!known.has(bytes)) known.set(bytes, decode(bytes));
  return known.get(bytes) as Value; // just set
}

function createShelf(store: IndexStore, entries: Entry[], commits: Map<string, Commit>): Shelf {
  const write = async (segment: Segment) => {
    const bytes = encodeSegment(segment);
    const name = nameOf(SEGMENT, bytes);
    await store.write(name, bytes);
    entries.push({ name, segment });
  };
  return {
    get segments() {
      return entries.map(({ segment }) => segment);
    },
    commits,
    withoutKnown(files) {
      const known = new Set(entries.flatMap(({ segment }) => segment.blobs));
      return files.filter(({ key }) => !known.has(key) && known.add(key));
    },
    addSegment: write,
    async addCommits(found) {
      const unknown = found.filter(({ id }) => !commits.has(id));
      if (unknown.length === 0) return;
      const bytes = encodeCommits(unknown);
      await store.write(nameOf(COMMITS, bytes), bytes);
      for (const commit of unknown) commits.set(commit.id, commit);
    },
    async tidy(files) {
      if (entries.length <= MAX_SEGMENTS) return;
      const old = entries.splice(0);
      await write(
        mergeSegments(
          old.map(({ segment }) => segment),
          new Set(files.map(({ key }) => key)),
        ),
      );
      for (const { name } of old) if (!entries.some((entry) => entry.name === name)) await store.remove(name);
    },
  };
}

function nameOf(kind: string, bytes: Uint8Array): string {
  return kind + createHash("sha256").update(bytes).digest("hex").slice(0, 32);
}
