import { mkdir, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { dirname, join } from "node:path";
import type { SuiteReport } from "../suites/suite.ts";

const root = join(import.meta.dirname, "..", "..", "..", "..");

/** Writes the counts for CI, in the shape of vitest's, and with `keep` each suite's figures for apps/bench. */
export async function writeResults(
  reports: ReadonlyMap<string, SuiteReport | undefined>,
  { full, keep }: { readonly full: boolean; readonly keep: boolean },
): Promise<void> {
  const results = [...reports].map(([name, report]) => toResult(name, report));
  const all = results.flatMap(({ assertionResults }) => assertionResults);
  const count = (wanted: string): number => all.filter(({ status }) => status === wanted).length;
  await write(join(root, "node_modules", ".cache", "faults-results.json"), {
    numPassedTests: count("passed"),
    numFailedTests: count("failed"),
    testResults: results,
  });
  if (!keep) return;
  for (const [name, report] of reports)
    if (report)
      await write(join(root, "apps", "bench", "results", `faults-${name}.json`), {
        full,
        cores: cpus().length,
        ...report.figures,
        violations: report.verdicts.filter(({ violations }) => violations.length > 0),
      });
}

function toResult(name: string, report: SuiteReport | undefined) {
  const assertionResults = report?.verdicts.map(({ name: sentence, violations }) => ({
    status: violations.length > 0 ? "failed" : "passed",
    fullName: `${name}: ${sentence}`,
  })) ?? [{ status: "skipped", fullName: `${name} (there is no Postgres to start)` }];
  const failed = assertionResults.some(({ status }) => status === "failed");
  return { name: `apps/faults ${name}`, status: failed ? "failed" : "passed", assertionResults };
}

async function write(file: string, value: object): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(value, undefined, 2)}\n`);
}
