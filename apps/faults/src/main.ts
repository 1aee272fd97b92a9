// `pnpm test:faults`: every promise of docs/reliability.md, while processes die. Ends with `N passed, N failed`.
import { parseArgs } from "node:util";
import { findPostgres } from "./cluster/find-postgres.ts";
import { startCluster } from "./cluster/start-cluster.ts";
import type { Baseline } from "./crash-points/baseline.ts";
import { recordBaseline } from "./crash-points/record-baseline.ts";
import { printReport } from "./report/print-report.ts";
import { writeCounts, writeFigures } from "./report/write-results.ts";
import { runSuite } from "./suites/run-suite.ts";
import type { Effort, Suite, SuiteReport } from "./suites/suite.ts";
import { lanes } from "./suites/suites.ts";
import { migrateDatabase } from "./world/migrate-database.ts";

const { values } = parseArgs({
  options: {
    full: { type: "boolean", default: false },
    suite: { type: "string", multiple: true },
    seed: { type: "string", default: "1" },
    only: { type: "string", multiple: true },
    "at-once": { type: "string", default: "3" },
    results: { type: "boolean", default: false },
  },
});
const effort: Effort = {
  full: values.full,
  seed: Number(values.seed),
  only: values.only?.map(Number),
  atOnce: Number(values["at-once"]),
};
const startedAt = performance.now();
const say = (line: string): void => void process.stdout.write(`${line.trimEnd()}\n`);
// Whoever interrupts it leaves nothing behind: see start-worker.ts.
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));
// lite prints SQL errors with their parameters; here errors are what is looked for.
console.error = () => undefined;

const chosen = lanes.map((lane) => lane.filter(({ name }) => values.suite?.includes(name) ?? true));
const names = chosen.flat().map(({ name }) => name);
if (names.length === 0) {
  const known = lanes.flat().map(({ name }) => name);
  say(`There is no such suite. There are: ${known.join(", ")}.`);
  process.exit(2);
}
const programs = findPostgres();
const reports = new Map<string, SuiteReport | undefined>(names.map((name) => [name, undefined]));
if (programs !== undefined) await runLanes(programs);
say(`\n${Math.round((performance.now() - startedAt) / 1000)} s`);
const failed = printReport(reports, say);
await writeCounts(reports);
// A suite that showed nothing has proven nothing.
const silent = [...reports.values()].some((report) => report?.verdicts.length === 0);
process.exit(failed > 0 || silent ? 1 : 0);

async function runLanes(folder: string): Promise<void> {
  say(`seed ${effort.seed}${effort.full ? ", full" : ""}`);
  const cluster = await startCluster({ programs: folder, durable: false });
  try {
    const template = "faults_template";
    await cluster.create(template);
    await migrateDatabase(cluster.url(template));
    const stage = { effort, programs: folder, cluster, template, say };
    let recorded: Promise<Baseline> | undefined;
    const baseline = (): Promise<Baseline> => (recorded ??= recordBaseline(stage));
    const runLane = async (lane: readonly Suite[]): Promise<void> => {
      for (const suite of lane) {
        const report = await runSuite(suite, { ...stage, baseline });
        reports.set(suite.name, report);
        // At once: in full the other lane may take hours longer.
        if (values.results) await writeFigures(suite.name, report, effort);
      }
    };
    await Promise.all(chosen.map(runLane));
  } finally {
    await cluster.close();
  }
}
