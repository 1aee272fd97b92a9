import type { Definition } from "../outline/outline.ts";
import { symbolKinds } from "../segment/segment.ts";
import type { Snapshot } from "./snapshot.ts";

/** What a file defines, in the order of its lines. */
export function definitionsOf({ contents }: Snapshot, file: number): readonly Definition[] {
  const { part, blob = 0 } = contents[file] ?? {};
  if (!part) return [];
  const { symbolStarts, symbolNames, symbolKind, symbolFirstLine, symbolLastLine } = part.segment;
  const first = symbolStarts[blob] ?? 0;
  return Array.from({ length: (symbolStarts[blob + 1] ?? 0) - first }, (_, index) => ({
    name: symbolNames[first + index] ?? "",
    kind: symbolKinds[symbolKind[first + index] ?? 0] ?? "constant",
    startLine: symbolFirstLine[first + index] ?? 1,
    endLine: symbolLastLine[first + index] ?? 1,
  }));
}
