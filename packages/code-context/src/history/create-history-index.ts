import type { WeightedTerm } from "../query/query.ts";
import { invert, type Postings } from "../segment/invert.ts";
import { createNumbers } from "../segment/numbers.ts";
import type { Commit } from "../sources/code-source.ts";
import { termsOfText } from "../text/terms-of-text.ts";

/** Commits as documents: words that somebody used when they changed files. */
export interface HistoryIndex {
  /** Of each commit that counts, newest first: the files it changed, as they are numbered now. */
  readonly changes: readonly (readonly number[])[];
  readonly times: readonly number[];
  /** How well each commit answers; 1 is all that the terms could give. */
  match(terms: readonly WeightedTerm[]): Float32Array;
}

/** Larger commits are moves, formats and releases, and say nothing about any one file. */
const MAX_FILES = 30;

/** Renames are followed: what was changed under an older path counts for the file that it became. */
export function createHistoryIndex(
  commits: readonly Commit[],
  fileNumbers: ReadonlyMap<string, number>,
  sourceCount: number,
): HistoryIndex {
  const became = new Map<string, string>();
  const changes: (readonly number[])[] = [];
  const times: number[] = [];
  const messages: string[] = [];
  for (const commit of commits) {
    const paths = commit.changes.map(({ path }) => became.get(path) ?? path);
    for (const { path, from } of commit.changes) if (from) became.set(from, became.get(path) ?? path);
    const files = paths.flatMap((path) => fileNumbers.get(path) ?? []).filter((file) => file < sourceCount);
    if (files.length === 0 || files.length > MAX_FILES) continue;
    changes.push(files);
    times.push(commit.time);
    messages.push(commit.message);
  }
  return { changes, times, match: createMatcher(messages) };
}

const SATURATION = 1.2;
const LENGTH_SHARE = 0.5;

function createMatcher(messages: readonly string[]): HistoryIndex["match"] {
  const { terms, postings, lengths } = readMessages(messages);
  const mean = Math.max(1, lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length));
  return (wanted) => {
    const scores = new Float32Array(messages.length);
    let best = 0;
    for (const { term, weight } of wanted) {
      const number = terms.get(term);
      const [start = 0, end = 0] = number === undefined ? [] : postings.starts.subarray(number, number + 2);
      const idf = weight * Math.log(1 + (messages.length - (end - start) + 0.5) / (end - start + 0.5));
      best += idf;
      for (let index = start; index < end; index++) {
        const commit = postings.documents[index] ?? 0;
        const length = 1 - LENGTH_SHARE + (LENGTH_SHARE * (lengths[commit] ?? 0)) / mean;
        const frequency = (postings.counts[index] ?? 0) / length;
        scores[commit] =
          (scores[commit] ?? 0) + (idf * frequency * (SATURATION + 1)) / (SATURATION + frequency);
      }
    }
    return best > 0 ? scores.map((score) => score / best) : scores;
  };
}

function readMessages(messages: readonly string[]) {
  const terms = new Map<string, number>();
  const occurrences = { documents: createNumbers(), terms: createNumbers(), counts: createNumbers() };
  const lengths = messages.map((message, commit) => {
    const counts = new Map<string, number>();
    const all = termsOfText(message);
    for (const term of all) counts.set(term, (counts.get(term) ?? 0) + 1);
    for (const [term, count] of counts) {
      const number = terms.get(term) ?? terms.size;
      terms.set(term, number);
      occurrences.documents.push(commit);
      occurrences.terms.push(number);
      occurrences.counts.push(count);
    }
    return all.length;
  });
  const postings: Postings = invert(
    {
      documents: occurrences.documents.finish(),
      terms: occurrences.terms.finish(),
      counts: occurrences.counts.finish(),
    },
    terms.size,
  );
  return { terms, postings, lengths };
}
