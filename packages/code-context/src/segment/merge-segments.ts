import { invert } from "./invert.ts";
import { createNumbers } from "./numbers.ts";
import type { Segment } from "./segment.ts";

/** One segment with those contents of several that are asked for, each once. Nothing is read or parsed again. */
export function mergeSegments(segments: readonly Segment[], wanted: ReadonlySet<string>): Segment {
  const taken = new Set<string>();
  const merger = createMerger();
  for (const segment of segments) {
    const keep = segment.blobs.map(
      (blob) => wanted.has(blob) && !taken.has(blob) && taken.add(blob) !== undefined,
    );
    merger.add(segment, keep);
  }
  return merger.finish();
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

function createMerger() {
  const blobs: string[] = [];
  const imports: string[] = [];
  const symbolNames: string[] = [];
  const terms = new Map<string, number>();
  const into = Object.fromEntries(columns.map((name) => [name, createNumbers()] as const)) as Record<
    (typeof columns)[number],
    ReturnType<typeof createNumbers>
  >;
  const body = { documents: createNumbers(), terms: createNumbers(), counts: createNumbers() };
  const names = { documents: createNumbers(), terms: createNumbers() };
  into.chunkStarts.push(0);
  into.symbolStarts.push(0);

  /** The new number of each old chunk, and of each old symbol; -1 for what is not kept. */
  function copyBlobs(segment: Segment, keep: readonly boolean[]) {
    const chunks = new Int32Array(segment.chunkBlob.length).fill(-1);
    const symbols = new Int32Array(segment.symbolNames.length).fill(-1);
    keep.forEach((kept, blob) => {
      if (!kept) return;
      for (
        let chunk = segment.chunkStarts[blob] ?? 0;
        chunk < (segment.chunkStarts[blob + 1] ?? 0);
        chunk++
      ) {
        chunks[chunk] = into.chunkBlob.length;
        into.chunkBlob.push(blobs.length);
        for (const name of ["chunkFirstLine", "chunkLastLine", "chunkLength"] as const)
          into[name].push(segment[name][chunk] ?? 0);
      }
      for (
        let symbol = segment.symbolStarts[blob] ?? 0;
        symbol < (segment.symbolStarts[blob + 1] ?? 0);
        symbol++
      ) {
        symbols[symbol] = symbolNames.length;
        symbolNames.push(segment.symbolNames[symbol] ?? "");
        into.symbolChunk.push(Math.max(0, chunks[segment.symbolChunk[symbol] ?? 0] ?? 0));
        for (const name of ["symbolKind", "symbolFirstLine", "symbolLastLine"] as const)
          into[name].push(segment[name][symbol] ?? 0);
      }
      blobs.push(segment.blobs[blob] ?? "");
      imports.push(segment.imports[blob] ?? "");
      into.lineCounts.push(segment.lineCounts[blob] ?? 0);
      into.chunkStarts.push(into.chunkBlob.length);
      into.symbolStarts.push(symbolNames.length);
    });
    return { chunks, symbols };
  }

  return {
    add(segment: Segment, keep: readonly boolean[]) {
      const { chunks, symbols } = copyBlobs(segment, keep);
      for (const [text, term] of segment.terms) {
        const number = terms.get(text) ?? terms.size;
        terms.set(text, number);
        for (
          let index = segment.bodyStarts[term] ?? 0;
          index < (segment.bodyStarts[term + 1] ?? 0);
          index++
        ) {
          const chunk = chunks[segment.bodyChunk[index] ?? 0] ?? -1;
          if (chunk < 0) continue;
          body.documents.push(chunk);
          body.terms.push(number);
          body.counts.push(segment.bodyCount[index] ?? 0);
        }
        for (
          let index = segment.nameStarts[term] ?? 0;
          index < (segment.nameStarts[term + 1] ?? 0);
          index++
        ) {
          const symbol = symbols[segment.nameSymbol[index] ?? 0] ?? -1;
          if (symbol < 0) continue;
          names.documents.push(symbol);
          names.terms.push(number);
        }
      }
    },
    finish(): Segment {
      const bodies = invert(
        { documents: body.documents.finish(), terms: body.terms.finish(), counts: body.counts.finish() },
        terms.size,
      );
      const named = invert({ documents: names.documents.finish(), terms: names.terms.finish() }, terms.size);
      const finished = Object.fromEntries(columns.map((name) => [name, into[name].finish()])) as Record<
        (typeof columns)[number],
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
    },
  };
}
