import type { Query } from "../query/query.ts";
import { NAMED } from "../segment/create-segment-builder.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { JOINED } from "../text/terms-of-identifier.ts";
import type { FeatureColumns } from "./features.ts";
import { bestChunks } from "./lexical-features.ts";
import { scale } from "./scale.ts";
import { scoreTerms } from "./score-terms.ts";

/** Files in which a text's words are joined to names: who writes `fake timers` may mean `FakeTimers`. */
export function scorePhrases(
  snapshot: Snapshot,
  { phrases, titleWords }: Query,
): Pick<FeatureColumns, "phrase" | "titleDefinition"> {
  const known = ({ term }: { readonly term: string }) =>
    snapshot.parts.some(({ segment }) => segment.terms.has(term));
  const joined = phrases.map(({ name, weight }) => ({ term: JOINED + name, weight })).filter(known);
  const inTitle = phrases.filter(({ weight }) => weight > 1).map(({ name }) => name);
  const defined = [...titleWords, ...inTitle]
    .map((name) => ({ term: NAMED + name, weight: 1 }))
    .filter(known);
  const [phrase] = bestChunks(snapshot, scoreTerms(snapshot, joined).chunk);
  return {
    phrase: scale(phrase),
    titleDefinition: scale(scoreTerms(snapshot, defined).names.slice(0, snapshot.sourceCount)),
  };
}
