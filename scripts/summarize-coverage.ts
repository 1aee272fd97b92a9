/** Of vitest's `coverage-summary.json`, by absolute path, and `total`. */
export type CoverageSummary = Readonly<
  Record<string, { readonly lines: Counted; readonly branches: Counted }>
>;

interface Counted {
  readonly total: number;
  readonly covered: number;
}

/** What the tests cover, as a Markdown table: one row a package, then all of them. Percents are rounded down. */
export function summarizeCoverage(summary: CoverageSummary): string {
  const files = Object.entries(summary).filter(([path]) => path !== "total");
  const byPackage = Map.groupBy(
    files,
    ([path]) => /\/(packages\/[^/]+)\/src\//.exec(path)?.[1] ?? "elsewhere",
  );
  const rows = [...byPackage].map(([name, entries]) =>
    row(
      name,
      entries.map(([, counted]) => counted),
    ),
  );
  const all = row(
    "**all**",
    files.map(([, counted]) => counted),
  );
  return [
    "| package | lines | branches |",
    "| --- | ---: | ---: |",
    ...rows.toSorted(alphabetically),
    all,
  ].join("\n");
}

function row(name: string, files: readonly CoverageSummary[string][]): string {
  const lines = percent(files.map((file) => file.lines));
  return `| ${name} | ${lines} | ${percent(files.map(({ branches }) => branches))} |`;
}

function percent(counts: readonly Counted[]): string {
  const total = counts.reduce((sum, count) => sum + count.total, 0);
  const covered = counts.reduce((sum, count) => sum + count.covered, 0);
  return total === 0 ? "–" : `${Math.floor((covered / total) * 100)} %`;
}

function alphabetically(one: string, other: string): number {
  return one.localeCompare(other, "en");
}
