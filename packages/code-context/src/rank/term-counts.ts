import type { Part, PathHit, Snapshot } from "../snapshot/snapshot.ts";

/** Where one term occurs, in arrays that the next term uses again. */
export interface TermCounts {
  /** Per file. */
  readonly bodyCount: Float32Array;
  readonly nameCount: Float32Array;
  readonly pathCount: Float32Array;
  /** Per chunk: whether it has the beginning of a definition with the term in its name. */
  readonly chunkNames: Uint8Array;
  /** Files that have the term anywhere. */
  readonly files: number[];
  /** Chunks that have it in their text, and how often. */
  readonly chunks: number[];
  readonly chunkCounts: number[];
  readonly namedChunks: number[];
  readonly touched: Uint8Array;
}

/** Nothing counted yet. */
export function createTermCounts({ files, chunkLength }: Snapshot): TermCounts {
  return {
    bodyCount: new Float32Array(files.length),
    nameCount: new Float32Array(files.length),
    pathCount: new Float32Array(files.length),
    chunkNames: new Uint8Array(chunkLength.length),
    files: [],
    chunks: [],
    chunkCounts: [],
    namedChunks: [],
    touched: new Uint8Array(files.length),
  };
}

/** Finds a term in all segments and paths. */
export function gatherTerm(
  counts: TermCounts,
  { parts, chunkFile, pathTerms }: Snapshot,
  term: string,
): void {
  for (const part of parts) {
    const number = part.segment.terms.get(term);
    if (number === undefined) continue;
    gatherBody(counts, chunkFile, { part, number });
    gatherNames(counts, chunkFile, { part, number });
  }
  for (const { file, count } of pathTerms.get(term) ?? []) {
    counts.pathCount[file] = count;
    touch(counts, file);
  }
}

interface PartTerm {
  readonly part: Part;
  readonly number: number;
}

function gatherBody(counts: TermCounts, chunkFile: Int32Array, { part, number }: PartTerm): void {
  const { bodyStarts, bodyChunk, bodyCount } = part.segment;
  const end = bodyStarts[number + 1] ?? 0;
  for (let index = bodyStarts[number] ?? 0; index < end; index++) {
    const chunk = part.chunkBase + (bodyChunk[index] ?? 0);
    const file = chunkFile[chunk] ?? -1;
    if (file < 0) continue;
    const count = bodyCount[index] ?? 0;
    counts.bodyCount[file] = (counts.bodyCount[file] ?? 0) + count;
    counts.chunks.push(chunk);
    counts.chunkCounts.push(count);
    touch(counts, file);
  }
}

function gatherNames(counts: TermCounts, chunkFile: Int32Array, { part, number }: PartTerm): void {
  const { nameStarts, nameSymbol, symbolChunk } = part.segment;
  const end = nameStarts[number + 1] ?? 0;
  for (let index = nameStarts[number] ?? 0; index < end; index++) {
    const chunk = part.chunkBase + (symbolChunk[nameSymbol[index] ?? 0] ?? 0);
    const file = chunkFile[chunk] ?? -1;
    if (file < 0) continue;
    counts.nameCount[file] = (counts.nameCount[file] ?? 0) + 1;
    counts.chunkNames[chunk] = 1;
    counts.namedChunks.push(chunk);
    touch(counts, file);
  }
}

function touch(counts: TermCounts, file: number): void {
  if (counts.touched[file] === 1) return;
  counts.touched[file] = 1;
  counts.files.push(file);
}

/** Makes room for the next term. */
export function clearTerm(counts: TermCounts, hits: readonly PathHit[]): void {
  const { files, chunks, chunkCounts, namedChunks, bodyCount, nameCount, touched } = counts;
  for (const file of files) bodyCount[file] = nameCount[file] = touched[file] = 0;
  for (const { file } of hits) counts.pathCount[file] = 0;
  for (const chunk of namedChunks) counts.chunkNames[chunk] = 0;
  files.length = chunks.length = chunkCounts.length = namedChunks.length = 0;
}
