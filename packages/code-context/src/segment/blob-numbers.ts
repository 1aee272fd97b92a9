import type { Segment } from "./segment.ts";

const known = new WeakMap<Segment, ReadonlyMap<string, number>>();

/** The number of each content of a segment. Segments never change, so a push pays for its own alone. */
export function blobNumbers(segment: Segment): ReadonlyMap<string, number> {
  const numbers = known.get(segment);
  if (numbers) return numbers;
  const made = new Map(segment.blobs.map((blob, number) => [blob, number]));
  known.set(segment, made);
  return made;
}
