import type { Document } from "../documents/document.ts";
import { type Edge, pageRank } from "./page-rank.ts";

/**
 * Ranks files as a repository map does: each use of a name points to the files that define it, walks begin at the files that
 * the text names, and a file is worth what flows into its definitions.
 */
export function rankByMap(text: string, documents: readonly Document[]): readonly number[] {
  const mentioned = new Set(text.split(/\W+/));
  const edges = connect(documents, mentioned);
  const starts = documents.map(({ path }) => (isMentioned(path, text, mentioned) ? 1 : 0));
  const ranks = pageRank(edges, starts);
  const scores = documents.map(() => 0);
  for (const [node, own] of edges.entries()) {
    const total = own.reduce((sum, { weight }) => sum + weight, 0);
    for (const { to, weight } of own) scores[to] = (scores[to] ?? 0) + ((ranks[node] ?? 0) * weight) / total;
  }
  return scores;
}

/** One edge from each file to each whose definitions it uses. */
function connect(
  documents: readonly Document[],
  mentioned: ReadonlySet<string>,
): readonly (readonly Edge[])[] {
  const definers = findDefiners(documents);
  return documents.map((document) => {
    const weights = new Map<number, number>();
    for (const [name, uses] of document.tags().references) {
      const files = definers.get(name) ?? [];
      const weight = weighName(name, files.length, mentioned) * Math.sqrt(uses);
      for (const to of files) weights.set(to, (weights.get(to) ?? 0) + weight);
    }
    return [...weights].map(([to, weight]) => ({ to, weight }));
  });
}

function findDefiners(documents: readonly Document[]): ReadonlyMap<string, readonly number[]> {
  const definers = new Map<string, number[]>();
  for (const [index, document] of documents.entries())
    for (const name of document.tags().definitions) {
      const files = definers.get(name) ?? [];
      definers.set(name, files);
      files.push(index);
    }
  return definers;
}

/** The text's own names count most, telling ones more than short ones; private and common ones hardly. */
function weighName(name: string, definers: number, mentioned: ReadonlySet<string>): number {
  const composed = name.length >= 8 && /_|[a-z][A-Z]/.test(name);
  return (
    (mentioned.has(name) ? 10 : 1) *
    (composed ? 10 : 1) *
    (name.startsWith("_") ? 0.1 : 1) *
    (definers > 5 ? 0.1 : 1)
  );
}

/** A file is named by its path, its name with or without ending, or a folder of it. */
function isMentioned(path: string, text: string, mentioned: ReadonlySet<string>): boolean {
  const parts = path.split("/");
  const name = parts.at(-1) ?? "";
  const stem = name.replace(/\.\w+$/, "");
  return (
    text.includes(path) ||
    text.includes(name) ||
    [...parts.slice(0, -1), stem].some((part) => mentioned.has(part))
  );
}
