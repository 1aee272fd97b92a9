import type { IndexedFile } from "../files/choose-files.ts";
import { nameOfPath } from "../files/meaning-of-path.ts";
import type { Segment } from "../segment/segment.ts";
import { termsOfPath } from "../text/terms-of-text.ts";
import type { FileContent, Part, PathHit, Snapshot } from "./snapshot.ts";

/** Sees segments as one state of a repository. @param files sources first */
export function createSnapshot(files: readonly IndexedFile[], segments: readonly Segment[]): Snapshot {
  const original = findOriginals(files);
  const parts = createParts(files, segments, original);
  const contents = findContents(files, parts);
  const chunkCount = segments.reduce((sum, { chunkBlob }) => sum + chunkBlob.length, 0);
  const chunkFile = new Int32Array(chunkCount).fill(-1);
  const chunkLength = new Uint32Array(chunkCount);
  const fileLength = new Float64Array(files.length);
  for (const { segment, chunkBase } of parts) chunkLength.set(segment.chunkLength, chunkBase);
  contents.forEach(({ firstChunk, endChunk }, file) => {
    if (original[file] === file) chunkFile.fill(file, firstChunk, endChunk);
    for (let chunk = firstChunk; chunk < endChunk; chunk++)
      fileLength[file] = (fileLength[file] ?? 0) + (chunkLength[chunk] ?? 0);
  });
  let pathTerms: Snapshot["pathTerms"] | undefined;
  return {
    files,
    sourceCount: files.filter(({ kind }) => kind === "source").length,
    contents,
    original,
    fileNumbers: new Map(files.map(({ path }, file) => [path, file])),
    parts,
    chunkFile,
    chunkLength,
    fileLength,
    // Only questions need them.
    get pathTerms() {
      return (pathTerms ??= findPathTerms(files));
    },
  };
}

function findOriginals(files: readonly IndexedFile[]): Int32Array {
  const first = new Map<string, number>();
  return Int32Array.from(files, ({ key }, file) => {
    if (!first.has(key)) first.set(key, file);
    return first.get(key) ?? file;
  });
}

function createParts(
  files: readonly IndexedFile[],
  segments: readonly Segment[],
  original: Int32Array,
): readonly Part[] {
  const fileOf = new Map(files.flatMap(({ key }, file) => (original[file] === file ? [[key, file]] : [])));
  let chunkBase = 0;
  return segments.map((segment) => {
    const blobFile = Int32Array.from(segment.blobs, (blob) => {
      const file = fileOf.get(blob) ?? -1;
      fileOf.delete(blob); // two runs at once may both have stored it
      return file;
    });
    const part = { segment, chunkBase, blobFile };
    chunkBase += segment.chunkBlob.length;
    return part;
  });
}

function findContents(files: readonly IndexedFile[], parts: readonly Part[]): readonly FileContent[] {
  const byKey = new Map<string, FileContent>();
  for (const part of parts)
    part.segment.blobs.forEach((id, blob) => {
      if ((part.blobFile[blob] ?? -1) < 0) return;
      const [first = 0, end = 0] = part.segment.chunkStarts.subarray(blob, blob + 2);
      byKey.set(id, { part, blob, firstChunk: part.chunkBase + first, endChunk: part.chunkBase + end });
    });
  return files.map(({ key, path }) => {
    const content = byKey.get(key);
    if (!content) throw new Error(`${path} was not indexed.`);
    return content;
  });
}

/** The name of a file says more about it than its folders. */
const NAME_COUNT = 2;

function findPathTerms(files: readonly IndexedFile[]): ReadonlyMap<string, readonly PathHit[]> {
  const hits = new Map<string, PathHit[]>();
  files.forEach(({ path }, file) => {
    const counts = new Map<string, number>();
    for (const term of termsOfPath(path)) counts.set(term, 1);
    for (const term of termsOfPath(nameOfPath(path))) counts.set(term, NAME_COUNT);
    for (const [term, count] of counts) {
      const known = hits.get(term);
      if (known) known.push({ file, count });
      else hits.set(term, [{ file, count }]);
    }
  });
  return hits;
}
