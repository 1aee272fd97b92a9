import type { WeightedTerm } from "../query/query.ts";
import type { PathHit, Snapshot } from "../snapshot/snapshot.ts";
import { clearTerm, createTermCounts, gatherTerm, type TermCounts } from "./term-counts.ts";

/** How well files and chunks answer some terms, by BM25 over weighted fields: text, names of definitions, path. */
export interface TermScores {
  readonly file: Float32Array;
  readonly chunk: Float32Array;
  /** By names of definitions alone. */
  readonly names: Float32Array;
  /** By paths alone. */
  readonly path: Float32Array;
}

/**
 * What fields weigh, and how fast repetition saturates. https://www.microsoft.com/en-us/research/publication/simple-bm25-extension-to-multiple-weighted-fields/
 */
const file = { saturation: 3, lengthShare: 0.75, name: 5, path: 8 };
const chunk = { saturation: 3, lengthShare: 0.5, name: 5, path: 5 };

/** Scores every file and chunk. Frequencies are those of sources alone. */
export function scoreTerms(snapshot: Snapshot, terms: readonly WeightedTerm[]): TermScores {
  const { files, sourceCount, chunkFile } = snapshot;
  const scores: TermScores = {
    file: new Float32Array(files.length),
    chunk: new Float32Array(chunkFile.length),
    names: new Float32Array(files.length),
    path: new Float32Array(files.length),
  };
  const counts = createTermCounts(snapshot);
  const scoring = { snapshot, scores, counts, ...measure(snapshot) };
  for (const { term, weight } of terms) {
    const hits = snapshot.pathTerms.get(term) ?? [];
    gatherTerm(counts, snapshot, term);
    const withTerm = counts.files.reduce((sum, found) => sum + (found < sourceCount ? 1 : 0), 0);
    const chunksWithTerm = counts.chunks.reduce(
      (sum, at) => sum + ((chunkFile[at] ?? 0) < sourceCount ? 1 : 0),
      0,
    );
    const idf = {
      file: weight * rarity(withTerm, sourceCount),
      chunk: weight * rarity(chunksWithTerm, scoring.sourceChunks),
    };
    scoreFiles(scoring, idf.file);
    scorePaths(scoring, hits, idf);
    scoreChunks(scoring, idf.chunk);
    clearTerm(counts, hits);
  }
  return scores;
}

interface Scoring extends Measures {
  readonly snapshot: Snapshot;
  readonly scores: TermScores;
  readonly counts: TermCounts;
}

function scoreFiles({ snapshot, scores, counts, meanFile }: Scoring, idf: number): void {
  for (const found of counts.files) {
    const names = counts.nameCount[found] ?? 0;
    const length = 1 - file.lengthShare + (file.lengthShare * (snapshot.fileLength[found] ?? 0)) / meanFile;
    const frequency =
      (counts.bodyCount[found] ?? 0) / length +
      file.name * Math.min(3, names) +
      file.path * (counts.pathCount[found] ?? 0);
    scores.file[found] = (scores.file[found] ?? 0) + (idf * frequency) / (file.saturation + frequency);
    if (names > 0) scores.names[found] = (scores.names[found] ?? 0) + (idf * names) / (1 + names);
  }
}

/** Chunks carry their path: all of a file answer to it. */
function scorePaths(
  { snapshot, scores }: Scoring,
  hits: readonly PathHit[],
  idf: { readonly file: number; readonly chunk: number },
): void {
  for (const hit of hits) {
    scores.path[hit.file] = (scores.path[hit.file] ?? 0) + (idf.file * hit.count) / (1 + hit.count);
    if (snapshot.original[hit.file] !== hit.file) continue;
    const { firstChunk = 0, endChunk = 0 } = snapshot.contents[hit.file] ?? {};
    const gain = (idf.chunk * chunk.path * hit.count) / (chunk.saturation + chunk.path * hit.count);
    for (let at = firstChunk; at < endChunk; at++) scores.chunk[at] = (scores.chunk[at] ?? 0) + gain;
  }
}

function scoreChunks({ snapshot, scores, counts, meanChunk }: Scoring, idf: number): void {
  const { chunkFile, chunkLength } = snapshot;
  for (let index = 0; index < counts.chunks.length; index++) {
    const at = counts.chunks[index] ?? 0;
    const length = 1 - chunk.lengthShare + (chunk.lengthShare * (chunkLength[at] ?? 0)) / meanChunk;
    const path = chunk.path * (counts.pathCount[chunkFile[at] ?? 0] ?? 0);
    const names = chunk.name * (counts.chunkNames[at] ?? 0);
    const frequency = (counts.chunkCounts[index] ?? 0) / length + names + path;
    // What the path gives, the chunk has already.
    const gain = frequency / (chunk.saturation + frequency) - path / (chunk.saturation + path);
    scores.chunk[at] = (scores.chunk[at] ?? 0) + idf * gain;
  }
}

function rarity(containing: number, all: number): number {
  return Math.log(1 + (all - containing + 0.5) / (containing + 0.5));
}

interface Measures {
  readonly meanFile: number;
  readonly meanChunk: number;
  readonly sourceChunks: number;
}

function measure({ sourceCount, fileLength, contents }: Snapshot): Measures {
  let length = 0;
  let sourceChunks = 0;
  for (let at = 0; at < sourceCount; at++) {
    const { firstChunk = 0, endChunk = 0 } = contents[at] ?? {};
    length += fileLength[at] ?? 0;
    sourceChunks += endChunk - firstChunk;
  }
  return {
    meanFile: Math.max(1, length / Math.max(1, sourceCount)),
    meanChunk: Math.max(1, length / Math.max(1, sourceChunks)),
    sourceChunks,
  };
}
