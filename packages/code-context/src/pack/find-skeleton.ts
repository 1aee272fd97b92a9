import { definitionsOf } from "../snapshot/definitions-of.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { countTokens } from "./count-tokens.ts";
import type { PackedFile, PackedLines, PackedSkeleton } from "./packed-context.ts";
import type { ReadFile } from "./read-file.ts";

/** What is shown already, and how many tokens there are. */
export interface SkeletonRoom {
  readonly packed: readonly PackedFile[];
  readonly room: number;
}

const MAX_SIGNATURE = 160;
const HEADER = 12;

/** What the best files define beside what is shown of them. */
export function findSkeleton(
  snapshot: Snapshot,
  files: readonly ReadFile[],
  { packed, room }: SkeletonRoom,
): readonly PackedSkeleton[] {
  let left = room;
  return files.flatMap(({ file, path, lines }) => {
    const own = packed.find((known) => known.path === path);
    const shown = [...(own?.ranges ?? []), ...(own?.around ?? [])];
    left -= countTokens(path.length + HEADER);
    const signatures: PackedLines[] = [];
    for (const { startLine } of definitionsOf(snapshot, file)) {
      if (shown.some((range) => range.startLine <= startLine && startLine <= range.endLine)) continue;
      if (signatures.at(-1)?.startLine === startLine) continue;
      const text = (lines[startLine - 1] ?? "").trim().slice(0, MAX_SIGNATURE);
      left -= countTokens(text.length + HEADER);
      if (left < 0) break;
      signatures.push({ startLine, endLine: startLine, text });
    }
    return signatures.length > 0 ? [{ path, signatures }] : [];
  });
}
