import type { WeightedTerm } from "../query/query.ts";
import type { PathHit, Snapshot } from "../snapshot/snapshot.ts";

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
  const scorer = createScorer(snapshot);
  for (const term of terms) scorer.add(term);
  return scorer.scores;
}

interface Scorer {
  readonly scores: TermScores;
  add(term: WeightedTerm): void;
}

function createScorer(snapshot: Snapshot): Scorer {
  const { files, sourceCount, chunkFile, chunkLength } = snapshot;
  const scores: TermScores = {
    file: new Float32Array(files.length),
    chunk: new Float32Array(chunkFile.length),
    names: new Float32Array(files.length),
    path: new Float32Array(files.length),
  };
  const counts = createCounts(snapshot);
  const { meanFile, meanChunk, sourceChunks } = measure(snapshot);

  function add({ term, weight }: WeightedTerm) {
    const hits = snapshot.pathTerms.get(term) ?? [];
    counts.gather(term, hits);
    const idfFile = weight * rarity(counts.filesWith(sourceCount), sourceCount);
    const idfChunk = weight * rarity(counts.chunksWith(sourceCount), sourceChunks);
    scoreFiles(idfFile);
    scorePaths(hits, idfFile, idfChunk);
    scoreChunks(idfChunk);
    counts.clear(hits);
  }

  function scoreFiles(idf: number) {
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
  function scorePaths(hits: readonly PathHit[], idfFile: number, idfChunk: number) {
    for (const hit of hits) {
      scores.path[hit.file] = (scores.path[hit.file] ?? 0) + (idfFile * hit.count) / (1 + hit.count);
      if (snapshot.original[hit.file] !== hit.file) continue;
      const { firstChunk = 0, endChunk = 0 } = snapshot.contents[hit.file] ?? {};
      const gain = (idfChunk * chunk.path * hit.count) / (chunk.saturation + chunk.path * hit.count);
      for (let at = firstChunk; at < endChunk; at++) scores.chunk[at] = (scores.chunk[at] ?? 0) + gain;
    }
  }

  function scoreChunks(idf: number) {
    for (let index = 0; index < counts.chunks.length; index++) {
      const at = counts.chunks[index] ?? 0;
      const length = 1 - chunk.lengthShare + (chunk.lengthShare * (chunkLength[at] ?? 0)) / meanChunk;
      const path = chunk.path * (counts.pathCount[chunkFile[at] ?? 0] ?? 0);
      const frequency =
        (counts.chunkCounts[index] ?? 0) / length +
        chunk.name * Math.min(1, counts.chunkNames[at] ?? 0) +
        path;
      const gain = frequency / (chunk.saturation + frequency) - path / (chunk.saturation + path);
      scores.chunk[at] = (scores.chunk[at] ?? 0) + idf * gain;
    }
  }

  return { scores, add };
}

function rarity(containing: number, all: number): number {
  return Math.log(1 + (all - containing + 0.5) / (containing + 0.5));
}

function measure({ sourceCount, fileLength, contents }: Snapshot) {
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

/** Where one term occurs, in arrays that the next term uses again. */
function createCounts({ files, parts, chunkFile, chunkLength }: Snapshot) {
  const bodyCount = new Float32Array(files.length);
  const nameCount = new Float32Array(files.length);
  const pathCount = new Float32Array(files.length);
  const chunkNames = new Uint8Array(chunkLength.length);
  const touched = new Uint8Array(files.length);
  const counts = {
    bodyCount,
    nameCount,
    pathCount,
    chunkNames,
    files: [] as number[],
    chunks: [] as number[],
    chunkCounts: [] as number[],
    gather(term: string, hits: readonly PathHit[]) {
      for (const part of parts) {
        const number = part.segment.terms.get(term);
        if (number === undefined) continue;
        gatherBody(part, number);
        gatherNames(part, number);
      }
      for (const hit of hits) {
        pathCount[hit.file] = hit.count;
        touch(hit.file);
      }
    },
    filesWith: (limit: number) => counts.files.reduce((sum, found) => sum + (found < limit ? 1 : 0), 0),
    chunksWith: (limit: number) => {
      let sum = 0;
      for (const at of counts.chunks) if ((chunkFile[at] ?? 0) < limit) sum++;
      return sum;
    },
    clear(hits: readonly PathHit[]) {
      for (const found of counts.files) bodyCount[found] = nameCount[found] = touched[found] = 0;
      for (const hit of hits) pathCount[hit.file] = 0;
      for (const at of counts.chunks) chunkNames[at] = 0;
      counts.files = [];
      counts.chunks = [];
      counts.chunkCounts = [];
    },
  };

  function touch(found: number) {
    if (touched[found] === 1) return;
    touched[found] = 1;
    counts.files.push(found);
  }
  function gatherBody({ segment, chunkBase }: Snapshot["parts"][number], term: number) {
    for (let index = segment.bodyStarts[term] ?? 0; index < (segment.bodyStarts[term + 1] ?? 0); index++) {
      const at = chunkBase + (segment.bodyChunk[index] ?? 0);
      const found = chunkFile[at] ?? -1;
      if (found < 0) continue;
      bodyCount[found] = (bodyCount[found] ?? 0) + (segment.bodyCount[index] ?? 0);
      touch(found);
      counts.chunks.push(at);
      counts.chunkCounts.push(segment.bodyCount[index] ?? 0);
    }
  }
  function gatherNames({ segment, chunkBase }: Snapshot["parts"][number], term: number) {
    for (let index = segment.nameStarts[term] ?? 0; index < (segment.nameStarts[term + 1] ?? 0); index++) {
      const at = chunkBase + (segment.symbolChunk[segment.nameSymbol[index] ?? 0] ?? 0);
      const found = chunkFile[at] ?? -1;
      if (found < 0) continue;
      nameCount[found] = (nameCount[found] ?? 0) + 1;
      chunkNames[at] = 1;
      touch(found);
    }
  }
  return counts;
}
