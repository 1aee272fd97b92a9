import { wordOfPath } from "../files/meaning-of-path.ts";
import type { RankingData } from "../rank/compute-features.ts";

const MAX_TESTS = 12;

/** Tests that import one of these files or are called as it, for the first files first. */
export function findTests({ snapshot, imports }: RankingData, files: readonly number[]): readonly string[] {
  const { sourceCount } = snapshot;
  const tests = snapshot.files.slice(sourceCount);
  const byName = Map.groupBy(tests.keys(), (test) =>
    wordOfPath(tests[test]?.path ?? "").replace(/^tests?|(tests?|spec)$/g, ""),
  );
  const found = files.flatMap((file) => [
    ...(byName.get(wordOfPath(snapshot.files[file]?.path ?? "")) ?? []).map((test) => test + sourceCount),
    ...(imports.usedBy[file] ?? []).filter((user) => user >= sourceCount),
  ]);
  return [...new Set(found)].slice(0, MAX_TESTS).map((test) => snapshot.files[test]?.path ?? "");
}
