import type { LineRange } from "../contenders/contender.ts";
import type { Chunk } from "../documents/cut-chunks.ts";
import { countTokens } from "./count-tokens.ts";

/** Chunks with their paths above them, best first; one that no longer fits is passed over for smaller ones. */
export function packChunks(chunks: readonly Chunk[], budgetTokens: number): readonly LineRange[] {
  const ranges: LineRange[] = [];
  let left = budgetTokens;
  for (const { path, startLine, endLine, characters } of chunks) {
    const cost = countTokens(characters + path.length + 2);
    if (cost > left) continue;
    left -= cost;
    ranges.push({ path, startLine, endLine });
  }
  return ranges;
}
