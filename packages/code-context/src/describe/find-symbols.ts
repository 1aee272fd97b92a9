import type { Definition } from "../outline/outline.ts";
import { definitionsOf } from "../snapshot/definitions-of.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";

/** A definition and where it is. */
export interface CodeSymbol extends Definition {
  readonly path: string;
}

const MAX_SYMBOLS = 50;

/** Sources first, whole names before beginnings; case does not matter. */
export function findSymbols(snapshot: Snapshot, name: string): readonly CodeSymbol[] {
  const wanted = name.toLowerCase();
  const whole: CodeSymbol[] = [];
  const beginning: CodeSymbol[] = [];
  if (wanted === "") return [];
  snapshot.files.forEach(({ path }, file) => {
    for (const definition of definitionsOf(snapshot, file)) {
      const found = definition.name.toLowerCase();
      if (found === wanted) whole.push({ path, ...definition });
      else if (found.startsWith(wanted)) beginning.push({ path, ...definition });
    }
  });
  return [...whole, ...beginning].slice(0, MAX_SYMBOLS);
}
