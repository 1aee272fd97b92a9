import type { CodeCandidate } from "@osorganicai/core";
import type { RankedFile } from "../rank/ranked-file.ts";
import { decodeText } from "../segment/decode-text.ts";
import { definitionsOf } from "../snapshot/definitions-of.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import type { CodeSource } from "../sources/code-source.ts";

/** What is shown in short. */
export interface CandidateRequest {
  readonly snapshot: Snapshot;
  readonly source: CodeSource;
  /** Best first. */
  readonly ranked: readonly RankedFile[];
  readonly chunkScores: Float32Array;
  readonly limit: number;
}

/** Lines of an outline. */
const MOST_DEFINITIONS = 20;
const MOST_CHARACTERS = 120;

/** The best files with what they define, as it stands there, and their best chunk. */
export async function listCandidates(request: CandidateRequest): Promise<readonly CodeCandidate[]> {
  const { snapshot, source, ranked, limit } = request;
  const wanted = ranked.slice(0, limit).flatMap(({ path, score }) => {
    const file = snapshot.fileNumbers.get(path);
    const known = file === undefined ? undefined : snapshot.files[file];
    return file === undefined || !known ? [] : [{ file, known, score }];
  });
  const contents = await source.read(wanted.map(({ known }) => known));
  return wanted.map(({ file, known, score }, index) => {
    const lines = decodeText(contents[index]).split("\n");
    const outline = definitionsOf(snapshot, file)
      .slice(0, MOST_DEFINITIONS)
      .map(({ startLine }) => lines[startLine - 1]?.trim().slice(0, MOST_CHARACTERS))
      .filter(Boolean)
      .join("\n");
    return { path: known.path, outline, excerpt: bestChunk(request, file, lines), score };
  });
}

function bestChunk(
  { snapshot, chunkScores }: CandidateRequest,
  file: number,
  lines: readonly string[],
): string {
  const { part, firstChunk = 0, endChunk = 0 } = snapshot.contents[file] ?? {};
  let best = -1;
  for (let at = firstChunk; at < endChunk; at++)
    if ((chunkScores[at] ?? 0) > (chunkScores[best] ?? 0)) best = at;
  if (!part || best < 0) return "";
  const { chunkFirstLine, chunkLastLine } = part.segment;
  const own = best - part.chunkBase;
  return lines.slice((chunkFirstLine[own] ?? 1) - 1, chunkLastLine[own] ?? 1).join("\n");
}
