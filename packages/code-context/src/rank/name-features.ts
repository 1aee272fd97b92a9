import { wordOfPath } from "../files/meaning-of-path.ts";
import type { Query } from "../query/query.ts";
import { NAMED } from "../segment/create-segment-builder.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import type { FeatureColumns } from "./features.ts";
import { scale } from "./scale.ts";
import { scoreTerms } from "./score-terms.ts";

/** Files that define what a text names, are called so, or are named themselves. */
export function scoreNames(
  snapshot: Snapshot,
  query: Query,
): Pick<FeatureColumns, "definition" | "stem" | "mention"> {
  const defined = query.identifiers.map((name) => ({ term: NAMED + name.toLowerCase(), weight: 1 }));
  const { sourceCount } = snapshot;
  return {
    definition: scale(scoreTerms(snapshot, defined).names.slice(0, sourceCount)),
    ...scorePaths(snapshot, query),
  };
}

function scorePaths({ files, sourceCount }: Snapshot, { words, mentions }: Query) {
  const stem = new Float32Array(sourceCount);
  const mention = new Float32Array(sourceCount);
  for (let file = 0; file < sourceCount; file++) {
    const path = (files[file]?.path ?? "").toLowerCase();
    stem[file] = words.has(wordOfPath(path)) ? 1 : 0;
    mention[file] = mentions.reduce((best, wanted) => Math.max(best, fits(path, wanted)), 0);
  }
  return { stem, mention };
}

/** 1 for the file that a path means, also one of another machine (`/app/src/cart.ts`); less for a name alone. */
function fits(path: string, mention: string): number {
  if (path === mention || path.endsWith(`/${mention}`)) return mention.includes("/") ? 1 : 0.7;
  return path.includes("/") && mention.endsWith(`/${path}`) ? 1 : 0;
}
