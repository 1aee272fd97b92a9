import { createHash } from "node:crypto";
import type { IndexStore } from "@osorganicai/core";
import { decodeSegment } from "../segment/decode-segment.ts";
import { encodeSegment } from "../segment/encode-segment.ts";
import type { Segment } from "../segment/segment.ts";
import type { Commit } from "../sources/code-source.ts";
import { decodeCommits, encodeCommits } from "./encode-commits.ts";

/** What one entry of a store holds. */
export type EntryContent =
  | { readonly kind: "segment"; readonly segment: Segment }
  | { readonly kind: "commits"; readonly commits: readonly Commit[] };

/** Whether an entry is one of ours. */
export function isEntry(name: string): boolean {
  return /^(segment|commits)-/.test(name);
}

/** Whether bytes are all that was written under a name. */
export function isWhole(name: string, bytes: Uint8Array): boolean {
  return name === nameOf("segment", bytes) || name === nameOf("commits", bytes);
}

/** @returns its name, by which its bytes are known to be whole */
export async function writeEntry(store: IndexStore, content: EntryContent): Promise<string> {
  const bytes = content.kind === "segment" ? encodeSegment(content.segment) : encodeCommits(content.commits);
  const name = nameOf(content.kind, bytes);
  await store.write(name, bytes);
  remember(`${name} ${await store.stamp(name)}`, content);
  return name;
}

/** "gone" when somebody removed it meanwhile, "broken" when it is not whole or from another version. */
export async function readEntry(store: IndexStore, name: string): Promise<EntryContent | "gone" | "broken"> {
  const stamped = `${name} ${await store.stamp(name)}`;
  const known = inUse.get(stamped)?.deref();
  if (known) return known;
  const bytes = await store.read(name);
  if (!bytes) return "gone";
  const content = decode(name, bytes);
  if (content) remember(stamped, content);
  return content ?? "broken";
}

/** By name and stamp: what some index of this process still has is not read again. */
const inUse = new Map<string, WeakRef<EntryContent>>();
/** What is known of an entry lives as long as what an index has of it. */
const lives = new WeakMap<object, EntryContent>();

function remember(stamped: string, content: EntryContent): void {
  const [used = content] = content.kind === "segment" ? [content.segment] : content.commits;
  lives.set(used, content);
  inUse.set(stamped, new WeakRef(content));
}

function decode(name: string, bytes: Uint8Array): EntryContent | undefined {
  if (name === nameOf("segment", bytes)) {
    const segment = decodeSegment(bytes);
    return segment && { kind: "segment", segment };
  }
  const commits = name === nameOf("commits", bytes) ? decodeCommits(bytes) : undefined;
  return commits && { kind: "commits", commits };
}

function nameOf(kind: EntryContent["kind"], bytes: Uint8Array): string {
  return `${kind}-${createHash("sha256").update(bytes).digest("hex").slice(0, 32)}`;
}
