import type { IndexStore } from "@osorganicai/core";
import { type CodeIndex, createCodeIndex } from "./code-index.ts";
import { chooseFiles, type LeftOut } from "./files/choose-files.ts";
import { defaultLimits, type IndexLimits } from "./index-limits.ts";
import type { MeaningOptions } from "./meaning/meaning.ts";
import { defaultMeaning, openMeaning } from "./meaning/open-meaning.ts";
import { buildSegment } from "./segment/build-segment.ts";
import { createSnapshot } from "./snapshot/create-snapshot.ts";
import type { CodeSource } from "./sources/code-source.ts";
import { createMemoryIndexStore } from "./store/create-memory-index-store.ts";
import { openShelf } from "./store/open-shelf.ts";

/** What happened while a repository was indexed. */
export type IndexEvent =
  | { readonly kind: "listed"; readonly files: number; readonly unread: number; readonly leftOut: LeftOut }
  | { readonly kind: "read"; readonly done: number; readonly of: number }
  /** They could not be read, so they are left out, and the next index tries again. */
  | { readonly kind: "unreadable"; readonly files: number }
  /** An entry of the store could not be used; what was in it is read again. */
  | { readonly kind: "discarded"; readonly entry: string }
  /** The store takes nothing: the index answers all the same, and the next one reads again. Said once. */
  | { readonly kind: "not_kept"; readonly reason: string }
  /** `left` chunks have no vector until the next time. */
  | { readonly kind: "embedded"; readonly embedded: number; readonly left: number }
  /** The model or the store of vectors failed: the index answers by words alone. */
  | { readonly kind: "not_embedded"; readonly reason: string }
  | { readonly kind: "indexed"; readonly files: number; readonly commits: number };

/** How a repository is indexed. */
export interface IndexOptions {
  /** Where what was read is kept. @default memory, for this one index */
  readonly store?: IndexStore;
  readonly limits?: IndexLimits;
  /** Finds code by what it means as well, beside its words. @default by words and history alone: nothing is embedded */
  readonly meaning?: MeaningOptions;
  /** Ends the work; what is done is kept. @default nothing does */
  readonly signal?: AbortSignal;
  /** Must not throw. */
  readonly onProgress?: (event: IndexEvent) => void;
}

/**
 * Reads what the store does not have yet and answers with an index of the whole. Contents are known by the ids that git gives
 * them, so a push costs what it changed, and two branches share what they have in common.
 */
export async function indexRepository(source: CodeSource, options: IndexOptions = {}): Promise<CodeIndex> {
  const { store = createMemoryIndexStore(), signal, onProgress = () => {} } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const { files: listed, leftOut: chosen } = chooseFiles(await source.list(), limits);
  const { beyondLimits = 0, unreadable: unnamed = 0 } = source.unlisted?.() ?? {};
  const beyond = { ...chosen, beyondLimits: chosen.beyondLimits + beyondLimits };
  const shelf = await openShelf(store, onProgress);

  signal?.throwIfAborted();
  const unread = shelf.withoutKnown(listed);
  onProgress({ kind: "listed", files: listed.length, unread: unread.length, leftOut: beyond });
  const { segment, unreadable } = await buildSegment({ source, files: unread, limits, onProgress });
  if (segment.blobs.length > 0) await shelf.addSegment(segment);
  const files = unreadable.size > 0 ? listed.filter(({ key }) => !unreadable.has(key)) : listed;
  const leftOut = { ...beyond, unreadable: listed.length - files.length + unnamed };
  if (leftOut.unreadable > 0) onProgress({ kind: "unreadable", files: leftOut.unreadable });
  const commits = (await source.history?.({ known: shelf.commits, maxCommits: limits.maxCommits })) ?? [];
  await shelf.addCommits(commits);
  await shelf.tidy(files);

  const snapshot = createSnapshot(files, shelf.segments);
  const meaning = options.meaning && { ...defaultMeaning(), ...options.meaning };
  const findNear = meaning && (await openMeaning({ snapshot, source, meaning, signal }, onProgress));
  onProgress({ kind: "indexed", files: files.length, commits: commits.length });
  return createCodeIndex({ snapshot, source, commits, leftOut, findNear });
}
