import {
  type CodeContext,
  type CodeExcerpt,
  isOSOrganicError,
  type SearchHit,
  type Workspace,
} from "@osorganicai/core";
import { termsOf } from "./terms-of.ts";

const CHARACTERS_PER_TOKEN = 4;
/** Files are shown in pieces of this size, of which only those with something in them are looked at. */
const PIECE_LINES = 40;
/** Less than this explains nothing. */
const MIN_CHARACTERS = 200;
/** Enough for every line that matters; a term on more lines than this tells little. */
const MAX_HITS = 20_000;
/** Files whose lines repeat every word there is. */
const uninformative = /(^|\/)(package-lock\.json|pnpm-lock\.yaml|[^/]*\.(lock|min\.\w+|map|svg))$/;

/** A part of a file, before it is read. */
interface Piece {
  readonly path: string;
  /** From 0. */
  readonly number: number;
  readonly score: number;
}

/**
 * Finds code by the words that text and code share: rare words count more than common ones, and words in a path more
 * than words in a line. Needs no index, so it is right for any state of a checkout.
 */
export function createLexicalCodeContext(): CodeContext {
  return {
    async find(workspace, { text, budgetTokens }) {
      const terms = termsOf(text);
      if (terms.length === 0) return [];
      const pattern = terms.map((term) => term.replaceAll("$", "\\$")).join("|");
      const paths = (await workspace.list()).filter((path) => !uninformative.test(path));
      const hits = await workspace.search({ text: pattern, regex: true, maxHits: MAX_HITS });
      return readPieces(workspace, rankPieces(terms, paths, hits), budgetTokens * CHARACTERS_PER_TOKEN);
    },
  };
}

/** Pure: every piece worth showing, best first. It counts what its path, its file and the piece itself say. */
function rankPieces(
  terms: readonly string[],
  paths: readonly string[],
  hits: readonly SearchHit[],
): readonly Piece[] {
  const hitsByPath = Map.groupBy(hits, ({ path }) => path);
  const files = paths.map((path) => ({ path, hits: hitsByPath.get(path) ?? [] }));
  const weigh = weigher(
    terms,
    files.map(({ path, hits }) => `${path}\n${joined(hits)}`),
  );
  const pieces = files.flatMap(({ path, hits }) => {
    const fileScore = 2 * weigh(path) + weigh(joined(hits));
    const hitsByPiece = Map.groupBy(hits, ({ line }) => Math.floor((line - 1) / PIECE_LINES));
    if (hits.length === 0) hitsByPiece.set(0, []);
    return [...hitsByPiece].map(([number, found]) => ({
      path,
      number,
      score: fileScore + weigh(joined(found)),
    }));
  });
  return pieces
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.path.localeCompare(b.path, "en") || a.number - b.number);
}

function joined(hits: readonly SearchHit[]): string {
  return hits.map(({ text }) => text).join("\n");
}

/** Weighs a text by the terms in it; a term's weight falls with the number of documents that have it. */
function weigher(terms: readonly string[], documents: readonly string[]): (text: string) => number {
  const lowered = documents.map((document) => document.toLowerCase());
  const weights = terms.map((term) => {
    const frequency = lowered.filter((document) => document.includes(term)).length;
    return [term, Math.log(1 + documents.length / (frequency + 0.5))] as const;
  });
  return (text) => {
    const lower = text.toLowerCase();
    return weights.reduce((sum, [term, weight]) => sum + (lower.includes(term) ? weight : 0), 0);
  };
}

async function readPieces(
  workspace: Workspace,
  pieces: readonly Piece[],
  budget: number,
): Promise<readonly CodeExcerpt[]> {
  const excerpts: CodeExcerpt[] = [];
  let room = budget;
  for (const { path, number, score } of pieces) {
    if (room < MIN_CHARACTERS) break;
    const startLine = number * PIECE_LINES + 1;
    const content = await readOrNothing(workspace, path);
    const lines = fit(content.split("\n").slice(startLine - 1, startLine - 1 + PIECE_LINES), room);
    if (lines.length === 0) continue;
    const text = lines.join("\n");
    excerpts.push({ path, startLine, endLine: startLine + lines.length - 1, text, score });
    room -= text.length;
  }
  return excerpts;
}

/** What cannot be read as text is no code. */
async function readOrNothing(workspace: Workspace, path: string): Promise<string> {
  try {
    return await workspace.read(path);
  } catch (error) {
    if (isOSOrganicError(error) && error.code === "path_refused") return "";
    throw error;
  }
}

/** As many whole lines as there is room for. */
function fit(lines: readonly string[], room: number): readonly string[] {
  let used = 0;
  const tooLong = lines.findIndex((line) => (used += line.length + 1) > room);
  return tooLong === -1 ? lines : lines.slice(0, tooLong);
}
