import { definitionsOf } from "../snapshot/definitions-of.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { countTokens } from "./count-tokens.ts";
import { mergeLines } from "./merge-ranges.ts";
import type { PackedLines } from "./packed-context.ts";
import type { ReadFile } from "./read-file.ts";

/** What is shown already, and how many tokens there are. */
export interface Around {
  readonly ranges: readonly PackedLines[];
  readonly room: number;
}

const imported =
  /^\s*(?:import\b|from\s+\S+\s+import\b|use\s|using\s|#\s*include\b|(?:const|let|var)\s.*\brequire\(|require(?:_relative)?\s)/;
const LOOKED_AT = 60;
const HEADER = 24;

/** First lines of definitions that enclose what is shown, and the imports, as far as there is room. */
export function findAround(
  snapshot: Snapshot,
  { file, lines }: ReadFile,
  { ranges, room }: Around,
): readonly PackedLines[] {
  const isShown = (line: number) =>
    ranges.some(({ startLine, endLine }) => startLine <= line && line <= endLine);
  const enclosing = definitionsOf(snapshot, file).filter((definition) =>
    ranges.some(({ startLine }) => definition.startLine < startLine && startLine <= definition.endLine),
  );
  const imports = lines
    .slice(0, LOOKED_AT)
    .flatMap((line, index) => (imported.test(line) ? [index + 1] : []));
  const wanted = [...enclosing.map(({ startLine }) => startLine), ...imports].filter(
    (line) => !isShown(line),
  );
  let left = room;
  const fitting = [...new Set(wanted)].filter((line) => {
    left -= countTokens((lines[line - 1] ?? "").length + HEADER);
    return left >= 0;
  });
  return mergeLines(fitting, lines);
}
