import { mkdir, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { dirname, join } from "node:path";
import type { SuiteReport } from "../suites/suite.ts";

const root = join(import.meta.dirname, "..", "..", "..", "..");

/** Writes the counts for CI, in the shape of vitest's. */
export async function writeCounts(reports: ReadonlyMap<string, SuiteReport | undefined>): Promise<void> {
  const results = [...reports].map(([name, report]) => toResult(name, report));
  const all = results.flatMap(({ assertionResults }) => assertionResults);
  const count = (wanted: string): number => all.filter(({ status }) => status === wanted).length;
  await write(join(root, "node_modules", ".cache", "faults-results.json"), {
    numPassedTests: count("passed"),
    numFailedTests: count("failed"),
    testResults: results,
  });
}

/** Writes a suite's figures for apps/bench. */
export async function writeFigures(
  name: string,
  { figures, verdicts }: SuiteReport,
  { full }: { readonly full: boolean },
): Promise<void> {
  await write(join(root, "apps", "bench", "results", `faults-${name}.json`), {
    full,
    cores: cpus().length,
    ...figures,
    violations: verdicts.filter(({ violations }) => violations.length > 0),
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
