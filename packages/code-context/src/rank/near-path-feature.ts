import type { Query } from "../query/query.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { JOINED } from "../text/terms-of-identifier.ts";
import { scale } from "./scale.ts";

/** Shorter beginnings are shared by words that have nothing in common. */
const MIN_SHARED = 4;
/** Of the longer word. */
const MIN_SHARE = 0.55;

/** Files whose paths have another form of the text's words, as far as stems did not tell: `hydration` in `hydrate`. */
export function scoreNearPaths({ pathTerms, sourceCount }: Snapshot, { terms }: Query): Float32Array {
  const near = new Float32Array(sourceCount);
  const isWord = (term: string) => term.length >= MIN_SHARED && !term.startsWith(JOINED);
  const inPaths = Map.groupBy([...pathTerms.keys()].filter(isWord), (term) => term.slice(0, MIN_SHARED));
  for (const { term, weight } of terms) {
    if (!isWord(term)) continue;
    for (const other of inPaths.get(term.slice(0, MIN_SHARED)) ?? []) {
      if (!isForm(term, other)) continue;
      const hits = pathTerms.get(other) ?? [];
      const rarity = Math.log(1 + (sourceCount - hits.length + 0.5) / (hits.length + 0.5));
      if (!(rarity > 0)) continue;
      for (const { file, count } of hits)
        if (file < sourceCount) near[file] = (near[file] ?? 0) + (weight * rarity * count) / (1 + count);
    }
  }
  return scale(near);
}

/** All but an ending is the same. */
function isForm(one: string, other: string): boolean {
  if (one === other) return false;
  const shorter = Math.min(one.length, other.length);
  let shared = 0;
  while (shared < shorter && one[shared] === other[shared]) shared++;
  return shared >= shorter - 1 && shared >= MIN_SHARE * Math.max(one.length, other.length);
}
