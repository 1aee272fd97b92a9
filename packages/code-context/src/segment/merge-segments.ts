import { invert } from "./invert.ts";
import { createNumbers, type Numbers } from "./numbers.ts";
import type { Segment } from "./segment.ts";

/** One segment with those contents of several that are asked for, each once. Nothing is read or parsed again. */
export function mergeSegments(segments: readonly Segment[], wanted: ReadonlySet<string>): Segment {
  const merged = createMerged();
  const taken = new Set<string>();
  for (const segment of segments) {
    const keep = segment.blobs.map(
      (blob) => wanted.has(blob) && !taken.has(blob) && taken.add(blob).has(blob),
    );
    const renumbered = copyBlobs(merged, segment, keep);
    copyTerms(merged, segment, renumbered);
  }
  return finish(merged);
}

const columns = [
  "lineCounts",
  "chunkStarts",
  "chunkBlob",
  "chunkFirstLine",
  "chunkLastLine",
  "chunkLength",
  "symbolStarts",
  "symbolKind",
  "symbolChunk",
  "symbolFirstLine",
  "symbolLastLine",
] as const;

type Column = (typeof columns)[number];

interface Merged {
  readonly blobs: string[];
  readonly imports: string[];
  readonly symbolNames: string[];
  readonly terms: Map<string, number>;
  readonly columns: Readonly<Record<Column, Numbers>>;
  readonly body: { readonly documents: Numbers; readonly terms: Numbers; readonly counts: Numbers };
  readonly names: { readonly documents: Numbers; readonly terms: Numbers };
}

function createMerged(): Merged {
  const empty = Object.fromEntries(columns.map((name) => [name, createNumbers()])) as Record<Column, Numbers>;
  empty.chunkStarts.push(0);
  empty.symbolStarts.push(0);
  return {
    blobs: [],
    imports: [],
    symbolNames: [],
    terms: new Map(),
    columns: empty,
    body: { documents: createNumbers(), terms: createNumbers(), counts: createNumbers() },
    names: { documents: createNumbers(), terms: createNumbers() },
  };
}

/** The new number of each old chunk and symbol, or -1. */
interface Renumbered {
  readonly chunks: Int32Array;
  readonly symbols: Int32Array;
}

function copyBlobs(merged: Merged, segment: Segment, keep: readonly boolean[]): Renumbered {
  const chunks = new Int32Array(segment.chunkBlob.length).fill(-1);
  const symbols = new Int32Array(segment.symbolNames.length).fill(-1);
  keep.forEach((kept, blob) => {
    if (!kept) return;
    for (const chunk of between(segment.chunkStarts, blob)) chunks[chunk] = copyChunk(merged, segment, chunk);
    for (const symbol of between(segment.symbolStarts, blob)) {
      symbols[symbol] = copySymbol(merged, segment, symbol);
      merged.columns.symbolChunk.push(Math.max(0, chunks[segment.symbolChunk[symbol] ?? 0] ?? 0));
    }
    merged.blobs.push(segment.blobs[blob] ?? "");
    merged.imports.push(segment.imports[blob] ?? "");
    merged.columns.lineCounts.push(segment.lineCounts[blob] ?? 0);
    merged.columns.chunkStarts.push(merged.columns.chunkBlob.length);
    merged.columns.symbolStarts.push(merged.symbolNames.length);
  });
  return { chunks, symbols };
}

/** The numbers that belong to an owner. */
function* between(starts: Uint32Array, owner: number): Generator<number> {
  const end = starts[owner + 1] ?? 0;
  for (let index = starts[owner] ?? 0; index < end; index++) yield index;
}

function copyChunk({ blobs, columns: into }: Merged, segment: Segment, chunk: number): number {
  into.chunkBlob.push(blobs.length);
  for (const name of ["chunkFirstLine", "chunkLastLine", "chunkLength"] as const)
    into[name].push(segment[name][chunk] ?? 0);
  return into.chunkBlob.length - 1;
}

function copySymbol({ symbolNames, columns: into }: Merged, segment: Segment, symbol: number): number {
  for (const name of ["symbolKind", "symbolFirstLine", "symbolLastLine"] as const)
    into[name].push(segment[name][symbol] ?? 0);
  return symbolNames.push(segment.symbolNames[symbol] ?? "") - 1;
}

function copyTerms({ terms, body, names }: Merged, segment: Segment, { chunks, symbols }: Renumbered): void {
  for (const [text, term] of segment.terms) {
    const number = terms.get(text) ?? terms.size;
    terms.set(text, number);
    for (const index of between(segment.bodyStarts, term)) {
      const chunk = chunks[segment.bodyChunk[index] ?? 0] ?? -1;
      if (chunk < 0) continue;
      body.documents.push(chunk);
      body.terms.push(number);
      body.counts.push(segment.bodyCount[index] ?? 0);
    }
    for (const index of between(segment.nameStarts, term)) {
      const symbol = symbols[segment.nameSymbol[index] ?? 0] ?? -1;
      if (symbol < 0) continue;
      names.documents.push(symbol);
      names.terms.push(number);
    }
  }
}

function finish({ blobs, imports, symbolNames, terms, columns: into, body, names }: Merged): Segment {
  const bodies = invert(
    { documents: body.documents.finish(), terms: body.terms.finish(), counts: body.counts.finish() },
    terms.size,
  );
  const named = invert({ documents: names.documents.finish(), terms: names.terms.finish() }, terms.size);
  const finished = Object.fromEntries(columns.map((name) => [name, into[name].finish()])) as Record<
    Column,
    Uint32Array
  >;
  return {
    blobs,
    imports,
    symbolNames,
    terms,
    ...finished,
    symbolKind: Uint8Array.from(finished.symbolKind),
    bodyStarts: bodies.starts,
    bodyChunk: bodies.documents,
    bodyCount: bodies.counts,
    nameStarts: named.starts,
    nameSymbol: named.documents,
  };
}
