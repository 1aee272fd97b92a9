import { countTokens } from "../pack/count-tokens.ts";
import type { RankingData } from "../rank/compute-features.ts";
import { definitionsOf } from "../snapshot/definitions-of.ts";

/** How much may be said about a repository. */
export interface RepoMapOptions {
  readonly budgetTokens: number;
}

const MAX_NAMES = 12;

/** A line for each file, as many as there is room for, in the order of their paths. Those that others need most have room first. */
export function describeRepository(
  { snapshot, imports }: RankingData,
  { budgetTokens }: RepoMapOptions,
): string {
  const { files, sourceCount } = snapshot;
  const weightOf = (file: number) =>
    2 * (imports.usedBy[file] ?? []).filter((user) => user < sourceCount).length +
    Math.log1p(definitionsOf(snapshot, file).length);
  const byWeight = Array.from({ length: sourceCount }, (_, file) => file).sort(
    (a, b) => weightOf(b) - weightOf(a) || a - b,
  );
  const counts = [...countFolders(files.slice(0, sourceCount).map(({ path }) => path))];
  const summary = counts.map(([folder, count]) => `${folder} (${count})`).join(", ");
  const chosen: string[] = [];
  let room = budgetTokens - countTokens(summary.length + 1);
  if (room < 0) return "";
  for (const file of byWeight) {
    const line = describeFile(files[file]?.path ?? "", [
      ...new Set(definitionsOf(snapshot, file).map(({ name }) => name)),
    ]);
    room -= countTokens(line.length + 1);
    if (room < 0) break;
    chosen.push(line);
  }
  return [summary, ...chosen.sort()].join("\n");
}

function describeFile(path: string, names: readonly string[]): string {
  const more = names.length > MAX_NAMES ? ", …" : "";
  return names.length === 0 ? path : `${path}: ${names.slice(0, MAX_NAMES).join(", ")}${more}`;
}

/** How many files the folders have that lie one or two deep, as `packages/core`. */
function countFolders(paths: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const path of paths) {
    const folder = path.split("/").slice(0, -1).slice(0, 2).join("/") || ".";
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return counts;
}
