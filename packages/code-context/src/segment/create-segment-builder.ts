import { cutChunks } from "../outline/cut-chunks.ts";
import type { Outline } from "../outline/outline.ts";
import { ownString } from "../text/own-string.ts";
import { termsOfIdentifier } from "../text/terms-of-identifier.ts";
import { WORD } from "../text/terms-of-text.ts";
import { invert } from "./invert.ts";
import { invertPacked, packOccurrence } from "./invert-packed.ts";
import { createNumbers } from "./numbers.ts";
import { type Segment, symbolKinds } from "./segment.ts";

/** One content, read and outlined. */
interface BlobText {
  readonly blob: string;
  readonly text: string;
  readonly outline: Outline;
  readonly imports: readonly string[];
}

/** Collects contents, then becomes a segment. */
export interface SegmentBuilder {
  readonly blobCount: number;
  add(content: BlobText): void;
  finish(): Segment;
}

/** Begins the term that stands for the whole name of a definition, whatever its words are. */
export const NAMED = "#";

/** An empty segment in the making. */
export function createSegmentBuilder(): SegmentBuilder {
  const blobs: string[] = [];
  const imports: string[] = [];
  const lineCounts = createNumbers();
  const chunks = createChunkColumns();
  const symbols = createSymbolColumns();
  const vocabulary = createVocabulary();
  return {
    get blobCount() {
      return blobs.length;
    },
    add({ blob, text, outline, imports: needed }) {
      const lines = text.split("\n");
      if (lines.at(-1) === "") lines.pop();
      const firstChunk = chunks.count();
      for (const chunk of cutChunks(lines, outline)) {
        const body = lines.slice(chunk.startLine - 1, chunk.endLine).join("\n");
        chunks.add(blobs.length, chunk, vocabulary.count(body));
      }
      symbols.add(outline, (line) => chunks.find(firstChunk, line), vocabulary);
      blobs.push(blob);
      imports.push(needed.join("\n"));
      lineCounts.push(lines.length);
    },
    finish: () => ({
      blobs,
      imports,
      lineCounts: lineCounts.finish(),
      ...chunks.finish(blobs.length, vocabulary.terms.size),
      ...symbols.finish(vocabulary.terms.size),
      terms: vocabulary.terms,
    }),
  };
}

/** The terms of one text, each once, with how often it occurs. */
interface TermCounts {
  readonly terms: readonly number[];
  readonly counts: readonly number[];
  readonly total: number;
}

interface Vocabulary {
  readonly terms: ReadonlyMap<string, number>;
  /** The numbers of what a name is found by, with the name itself. */
  named(name: string): readonly number[];
  count(text: string): TermCounts;
}

/** So many identifiers are remembered with their terms. */
const MAX_IDENTIFIERS = 200_000;

/** Identifiers repeat, so each is taken apart once. */
function createVocabulary(): Vocabulary {
  const terms = new Map<string, number>();
  const identifiers = new Map<string, readonly number[]>();
  let seen = new Int32Array(1024);
  const numberOf = (term: string) => {
    const known = terms.get(term);
    if (known !== undefined) return known;
    terms.set(ownString(term), terms.size);
    return terms.size - 1;
  };
  const numbersOf = (identifier: string) => {
    const known = identifiers.get(identifier);
    if (known) return known;
    const numbers = termsOfIdentifier(identifier).map(numberOf);
    if (identifiers.size >= MAX_IDENTIFIERS) identifiers.clear();
    identifiers.set(ownString(identifier), numbers);
    return numbers;
  };
  return {
    terms,
    named: (name) => [numberOf(NAMED + name.toLowerCase()), ...numbersOf(name)],
    count(text) {
      const found: number[] = [];
      const counts: number[] = [];
      let total = 0;
      for (const word of text.match(WORD) ?? [])
        for (const term of numbersOf(word)) {
          if (term >= seen.length) seen = grown(seen, term);
          total++;
          const position = seen[term] ?? 0;
          if (position > 0) counts[position - 1] = (counts[position - 1] ?? 0) + 1;
          else {
            counts.push(1);
            seen[term] = found.push(term);
          }
        }
      for (const term of found) seen[term] = 0;
      return { terms: found, counts, total };
    },
  };
}

function grown(values: Int32Array<ArrayBuffer>, needed: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(needed + 1, values.length * 2));
  larger.set(values);
  return larger;
}

function createChunkColumns() {
  const blob = createNumbers();
  const first = createNumbers();
  const last = createNumbers();
  const length = createNumbers();
  const packed = createNumbers(65_536);
  const ends = createNumbers();
  return {
    count: () => blob.length,
    add(ofBlob: number, lines: { startLine: number; endLine: number }, found: TermCounts) {
      for (const [index, term] of found.terms.entries())
        packed.push(packOccurrence(term, found.counts[index] ?? 1));
      ends.push(packed.length);
      blob.push(ofBlob);
      first.push(lines.startLine);
      last.push(lines.endLine);
      length.push(found.total);
    },
    /** The chunk of the last blob that has this line. */
    find(from: number, line: number) {
      let chunk = from;
      while (chunk + 1 < blob.length && last.at(chunk) < line) chunk++;
      return chunk;
    },
    finish(blobCount: number, termCount: number) {
      const chunkBlob = blob.finish();
      const postings = invertPacked({ packed: packed.finish(), ends: ends.finish() }, termCount);
      return {
        chunkStarts: startsOf(chunkBlob, blobCount),
        chunkBlob,
        chunkFirstLine: first.finish(),
        chunkLastLine: last.finish(),
        chunkLength: length.finish(),
        bodyStarts: postings.starts,
        bodyChunk: postings.documents,
        bodyCount: postings.counts,
      };
    },
  };
}

function createSymbolColumns() {
  const starts = createNumbers();
  starts.push(0);
  const names: string[] = [];
  const kind = createNumbers();
  const chunk = createNumbers();
  const first = createNumbers();
  const last = createNumbers();
  const documents = createNumbers();
  const terms = createNumbers();
  return {
    add(outline: Outline, chunkOf: (line: number) => number, vocabulary: Vocabulary) {
      for (const definition of outline) {
        for (const term of new Set(vocabulary.named(definition.name))) {
          documents.push(names.length);
          terms.push(term);
        }
        names.push(ownString(definition.name));
        kind.push(symbolKinds.indexOf(definition.kind));
        chunk.push(chunkOf(definition.startLine));
        first.push(definition.startLine);
        last.push(definition.endLine);
      }
      starts.push(names.length);
    },
    finish(termCount: number) {
      const postings = invert({ documents: documents.finish(), terms: terms.finish() }, termCount);
      return {
        symbolStarts: starts.finish(),
        symbolNames: names,
        symbolKind: Uint8Array.from(kind.finish()),
        symbolChunk: chunk.finish(),
        symbolFirstLine: first.finish(),
        symbolLastLine: last.finish(),
        nameStarts: postings.starts,
        nameSymbol: postings.documents,
      };
    },
  };
}

/** Where each owner's entries begin, from the owner of each entry; owners are in order. */
function startsOf(owners: Uint32Array, ownerCount: number): Uint32Array {
  const starts = new Uint32Array(ownerCount + 1);
  for (const owner of owners) starts[owner + 1] = (starts[owner + 1] ?? 0) + 1;
  for (let owner = 0; owner < ownerCount; owner++)
    starts[owner + 1] = (starts[owner + 1] ?? 0) + (starts[owner] ?? 0);
  return starts;
}
