import type { PackedContext } from "../pack/packed-context.ts";
import type { RankedFile } from "../rank/ranked-file.ts";

/** What was found. */
export interface Answer {
  readonly files: readonly RankedFile[];
  /** When a budget was given. */
  readonly packed: PackedContext | undefined;
}

/** One JSON object, the packed code, or a line for each file. */
export function renderAnswer(
  { files, packed }: Answer,
  { json, explain }: { readonly json: boolean; readonly explain: boolean },
): string {
  if (json)
    return `${JSON.stringify({ files: files.map((file) => describe(file, explain)), ...(packed && { packed }) })}\n`;
  if (packed) return packed.text + packed.tests.map((path) => `--- tested by ${path}\n`).join("");
  return files.map((file) => renderFile(file, explain)).join("");
}

function describe({ path, score, explanation }: RankedFile, explain: boolean) {
  return { path, score: round(score), ...(explain && { explanation: rounded(explanation) }) };
}

function renderFile({ path, score, explanation }: RankedFile, explain: boolean): string {
  const parts = Object.entries(rounded(explanation)).map(([name, added]) => `${name} ${added}`);
  return `${score.toFixed(2).padStart(6)}  ${path}\n${explain ? `        ${parts.join(", ")}\n` : ""}`;
}

/** Largest first. */
function rounded(explanation: RankedFile["explanation"]): Readonly<Record<string, number>> {
  const parts = Object.entries(explanation).map(([name, added]) => [name, round(added)] as const);
  return Object.fromEntries(parts.sort((a, b) => Math.abs(b[1]) - Math.abs(a[1])));
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
