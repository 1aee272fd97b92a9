import type { Query } from "../query/query.ts";
import { NAMED } from "../segment/create-segment-builder.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { joinedTerm } from "../text/terms-of-identifier.ts";
import type { FeatureColumns } from "./features.ts";
import { scale } from "./scale.ts";
import { scoreTerms } from "./score-terms.ts";

/** Files that define or use what a text names, are called so, or are named themselves. */
export function scoreNames(
  snapshot: Snapshot,
  query: Query,
): Pick<FeatureColumns, "definition" | "reference" | "stem" | "mention"> {
  const names = query.identifiers;
  const whole = names.map((name) => ({ term: joinedTerm(name), weight: 1 }));
  const defined = names.map((name) => ({ term: NAMED + name.toLowerCase(), weight: 1 }));
  const { sourceCount } = snapshot;
  return {
    definition: scale(scoreTerms(snapshot, defined).names.slice(0, sourceCount)),
    reference: scale(scoreTerms(snapshot, whole).file.slice(0, sourceCount)),
    ...scorePaths(snapshot, query),
  };
}

function scorePaths({ files, sourceCount }: Snapshot, { words, mentions }: Query) {
  const stem = new Float32Array(sourceCount);
  const mention = new Float32Array(sourceCount);
  for (let file = 0; file < sourceCount; file++) {
    const path = (files[file]?.path ?? "").toLowerCase();
    stem[file] = words.has(baseName(path)) ? 1 : 0;
    mention[file] = mentions.reduce((best, wanted) => Math.max(best, fits(path, wanted)), 0);
  }
  return { stem, mention };
}

/** The name of a file in one word; an index file is called as its folder. */
export function baseName(path: string): string {
  const bare = path.replace(/\.[^./]+$/, "").replace(/\/(?:index|__init__|mod|lib|main)$/, "");
  return bare.slice(bare.lastIndexOf("/") + 1).replace(/[^a-z\d]/g, "");
}

/** 1 for a file that a text means by path, less the less of the path it says. */
function fits(path: string, mention: string): number {
  const bare = path.replace(/\.[^./]+$/, "").replace(/\/(?:index|__init__|mod)$/, "");
  const wanted = mention.replace(/^\.?\//, "");
  const sure = wanted.includes("/") ? 1 : 0.7;
  if (path === wanted || path.endsWith(`/${wanted}`) || wanted.endsWith(`/${path}`)) return sure;
  if (bare === wanted || bare.endsWith(`/${wanted}`)) return sure * 0.9;
  // `package/module/function`: what is named lies in the file.
  const folder = wanted.slice(0, wanted.lastIndexOf("/"));
  return folder !== "" && (bare === folder || bare.endsWith(`/${folder}`)) ? 0.6 : 0;
}
