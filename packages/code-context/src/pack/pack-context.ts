import type { RankedFile } from "../rank/ranked-file.ts";
import { decodeText } from "../segment/decode-text.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import type { CodeSource } from "../sources/code-source.ts";
import { type Candidate, chooseChunks } from "./choose-chunks.ts";
import { countTokens } from "./count-tokens.ts";
import { findAround } from "./find-around.ts";
import { findSkeleton } from "./find-skeleton.ts";
import { mergeRanges } from "./merge-ranges.ts";
import type { PackedContext, PackedFile } from "./packed-context.ts";
import type { ReadFile } from "./read-file.ts";
import { renderFile, renderSkeleton } from "./render-context.ts";

/** What is packed. */
export interface PackRequest {
  readonly snapshot: Snapshot;
  readonly source: CodeSource;
  /** Best first. */
  readonly ranked: readonly RankedFile[];
  /** How well each chunk answers. */
  readonly chunkScores: Float32Array;
  readonly budgetTokens: number;
  readonly testsOf: (files: readonly number[]) => readonly string[];
}

/** So many files are read. */
const MAX_FILES = 60;
const SKELETON_SHARE = 0.06;
const SKELETON_FILES = 10;
/** What encloses and what is imported. */
const AROUND_SHARE = 0.08;

/** The best chunks of the best files, then what makes them readable, then an outline of what else is there. */
export async function packContext(request: PackRequest): Promise<PackedContext> {
  const { snapshot, budgetTokens, testsOf } = request;
  const files = await readFiles(request);
  const skeletonRoom = Math.floor(budgetTokens * SKELETON_SHARE);
  const aroundRoom = Math.floor(budgetTokens * AROUND_SHARE);
  const chosen = chooseChunks({
    candidates: files.flatMap((file) => candidatesOf(request, file)),
    fileScores: new Map(files.map(({ file }, rank) => [file, request.ranked[rank]?.score ?? 0])),
    budget: budgetTokens - skeletonRoom - aroundRoom,
  });
  const packed = packFiles(request, files, { chosen, aroundRoom });
  const code = packed.map(renderFile).join("\n");
  const room = budgetTokens - countTokens(code.length);
  const skeleton = findSkeleton(snapshot, files.slice(0, SKELETON_FILES), { packed, room });
  const text = [...skeleton.map(renderSkeleton), code].join("\n");
  const shown = packed.flatMap(({ path }) => snapshot.fileNumbers.get(path) ?? []);
  return { files: packed, skeleton, tests: testsOf(shown), text, tokens: countTokens(text.length) };
}

async function readFiles({ snapshot, source, ranked }: PackRequest): Promise<readonly ReadFile[]> {
  const wanted = ranked.slice(0, MAX_FILES).flatMap(({ path }) => {
    const file = snapshot.fileNumbers.get(path);
    const known = file === undefined ? undefined : snapshot.files[file];
    return file === undefined || !known ? [] : [{ file, known }];
  });
  const contents = await source.read(wanted.map(({ known }) => known));
  return wanted.map(({ file, known }, index) => ({
    file,
    path: known.path,
    lines: decodeText(contents[index]).split("\n"),
  }));
}

/** Room for the path and the line numbers above an excerpt. */
const HEADER = 24;

function candidatesOf(
  { snapshot, chunkScores }: PackRequest,
  { file, path, lines }: ReadFile,
): readonly Candidate[] {
  const { part, firstChunk = 0, endChunk = 0 } = snapshot.contents[file] ?? {};
  if (!part) return [];
  return Array.from({ length: endChunk - firstChunk }, (_, index) => {
    const own = firstChunk + index - part.chunkBase;
    const startLine = part.segment.chunkFirstLine[own] ?? 1;
    const endLine = part.segment.chunkLastLine[own] ?? 1;
    const characters = lines.slice(startLine - 1, endLine).join("\n").length;
    const score = chunkScores[firstChunk + index] ?? 0;
    return { file, startLine, endLine, score, cost: countTokens(characters + path.length + HEADER) };
  });
}

interface Chosen {
  readonly chosen: readonly Candidate[];
  readonly aroundRoom: number;
}

function packFiles(
  { snapshot, ranked }: PackRequest,
  files: readonly ReadFile[],
  { chosen, aroundRoom }: Chosen,
): readonly PackedFile[] {
  const byFile = Map.groupBy(chosen, ({ file }) => file);
  const best = ranked[0]?.score ?? 0;
  let room = aroundRoom;
  return files.flatMap((read, rank) => {
    const chunks = byFile.get(read.file);
    if (!chunks) return [];
    const score = Math.exp((ranked[rank]?.score ?? 0) - best);
    const top = Math.max(1e-9, ...chunks.map((chunk) => chunk.score));
    const ranges = mergeRanges(
      chunks.map((chunk) => ({ ...chunk, score: (score * chunk.score) / top })),
      read.lines,
    );
    const around = findAround(snapshot, read, { ranges, room });
    room -= around.reduce((sum, { text }) => sum + countTokens(text.length + HEADER), 0);
    return [{ path: read.path, score, ranges, around }];
  });
}
