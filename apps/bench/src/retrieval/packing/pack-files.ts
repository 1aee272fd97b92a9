import type { LineRange } from "../contenders/contender.ts";
import { countTokens } from "./count-tokens.ts";

/** Whole files, best first, as far as the budget goes; the last one is cut where it ends. */
export function packFiles(
  files: readonly { readonly path: string; readonly text: string }[],
  budgetTokens: number,
): readonly LineRange[] {
  const ranges: LineRange[] = [];
  let left = budgetTokens;
  for (const { path, text } of files) {
    const lines = text.split("\n");
    let endLine = 0;
    for (; endLine < lines.length; endLine++) {
      const cost = countTokens((lines[endLine]?.length ?? 0) + 1);
      if (cost > left) break;
      left -= cost;
    }
    if (endLine > 0) ranges.push({ path, startLine: 1, endLine });
    if (endLine < lines.length) break;
  }
  return ranges;
}
