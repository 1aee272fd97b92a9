import type { IndexedFile } from "../files/choose-files.ts";
import { nameOfPath } from "../files/meaning-of-path.ts";
import { blobNumbers } from "../segment/blob-numbers.ts";
import type { Segment } from "../segment/segment.ts";
import { termsOfPath } from "../text/terms-of-text.ts";
import type { FileContent, Part, PathHit, Snapshot } from "./snapshot.ts";

/** Sees segments as one state of a repository. @param files sources first */
export function createSnapshot(files: readonly IndexedFile[], segments: readonly Segment[]): Snapshot {
  const parts = createParts(segments);
  const { contents, original } = findContents(files, parts);
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
  let fileNumbers: Snapshot["fileNumbers"] | undefined;
  let pathTerms: Snapshot["pathTerms"] | undefined;
  return {
    files,
    sourceCount: files.filter(({ kind }) => kind === "source").length,
    contents,
    original,
    parts,
    chunkFile,
    chunkLength,
    fileLength,
    // Only questions need them.
    get fileNumbers() {
      return (fileNumbers ??= new Map(files.map(({ path }, file) => [path, file])));
    },
    get pathTerms() {
      return (pathTerms ??= findPathTerms(files));
    },
  };
}

function createParts(segments: readonly Segment[]): readonly Part[] {
  let chunkBase = 0;
  return segments.map((segment) => {
    const part = { segment, chunkBase, blobFile: new Int32Array(segment.blobs.length).fill(-1) };
    chunkBase += segment.chunkBlob.length;
    return part;
  });
}

/** Gives each content to the first file that has it, in one part: two runs at once may both have stored it. */
function findContents(
  files: readonly IndexedFile[],
  parts: readonly Part[],
): Pick<Snapshot, "contents" | "original"> {
  const contents: FileContent[] = [];
  const original = new Int32Array(files.length);
  const numbered = parts.map((part) => ({ part, numbers: blobNumbers(part.segment) }));
  for (const [file, { key, path }] of files.entries()) {
    const [part, blob] = findBlob(numbered, key, path);
    const first = part.blobFile[blob] ?? -1;
    const { chunkBase, segment } = part;
    const firstChunk = chunkBase + (segment.chunkStarts[blob] ?? 0);
    const endChunk = chunkBase + (segment.chunkStarts[blob + 1] ?? 0);
    contents.push(contents[first] ?? { part, blob, firstChunk, endChunk });
    if (first < 0) part.blobFile[blob] = file;
    original[file] = first < 0 ? file : first;
  }
  return { contents, original };
}

interface NumberedPart {
  readonly part: Part;
  readonly numbers: ReadonlyMap<string, number>;
}

function findBlob(parts: readonly NumberedPart[], key: string, path: string): readonly [Part, number] {
  for (const { part, numbers } of parts) {
    const blob = numbers.get(key);
    if (blob !== undefined) return [part, blob];
  }
  throw new Error(`${path} was not indexed.`);
}

/** The name of a file says more about it than its folders. */
const NAME_COUNT = 2;

function findPathTerms(files: readonly IndexedFile[]): ReadonlyMap<string, readonly PathHit[]> {
  const hits = new Map<string, PathHit[]>();
  for (const [file, { path }] of files.entries())
    for (const [term, count] of countPathTerms(path)) {
      const known = hits.get(term);
      if (known) known.push({ file, count });
      else hits.set(term, [{ file, count }]);
    }
  return hits;
}

/** A push has the paths of the state before it. */
const knownPaths = new Map<string, readonly (readonly [string, number])[]>();
const MAX_KNOWN = 50_000;

function countPathTerms(path: string): readonly (readonly [string, number])[] {
  const known = knownPaths.get(path);
  if (known) return known;
  const counts = new Map<string, number>();
  for (const term of termsOfPath(path)) counts.set(term, 1);
  for (const term of termsOfPath(nameOfPath(path))) counts.set(term, NAME_COUNT);
  if (knownPaths.size >= MAX_KNOWN) knownPaths.clear();
  const counted = [...counts];
  knownPaths.set(path, counted);
  return counted;
}
