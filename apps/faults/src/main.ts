// `pnpm test:faults`: every promise of docs/reliability.md, while processes die. Ends with `N passed, N failed`.
import { parseArgs } from "node:util";
import { messageOf } from "@osorganicai/core";
import { findPostgres } from "./cluster/find-postgres.ts";
import { startCluster } from "./cluster/start-cluster.ts";
import { printReport } from "./report/print-report.ts";
import { writeResults } from "./report/write-results.ts";
import { replayCommand } from "./suites/replay-command.ts";
import type { Effort, SuiteReport } from "./suites/suite.ts";
import { suites } from "./suites/suites.ts";
import { migrateDatabase } from "./world/migrate-database.ts";

const { values } = parseArgs({
  options: {
    full: { type: "boolean", default: false },
    suite: { type: "string", multiple: true },
    seed: { type: "string", default: "1" },
    only: { type: "string", multiple: true },
    "at-once": { type: "string", default: "4" },
    results: { type: "boolean", default: false },
  },
});
const effort: Effort = {
  full: values.full,
  seed: Number(values.seed),
  only: values.only?.map(Number),
  atOnce: Number(values["at-once"]),
};
const say = (line: string): void => void process.stdout.write(`${line.trimEnd()}\n`);
// lite prints SQL errors with their parameters; here errors are what is looked for.
console.error = () => undefined;

const chosen = suites.filter(({ name }) => values.suite?.includes(name) ?? true);
if (chosen.length === 0) {
  say(`There is no such suite. There are: ${suites.map(({ name }) => name).join(", ")}.`);
  process.exit(2);
}
const programs = findPostgres();
const reports = new Map<string, SuiteReport | undefined>();
if (programs === undefined) for (const { name } of chosen) reports.set(name, undefined);
else {
  say(`seed ${effort.seed}${effort.full ? ", full" : ""}`);
  const cluster = await startCluster({ programs, durable: false });
  try {
    const template = "faults_template";
    await cluster.create(template);
    await migrateDatabase(cluster.url(template));
    for (const { name, run } of chosen) {
      const startedAt = performance.now();
      say(`\n${name}`);
      const report = await run({ effort, programs, cluster, template, say }).catch((error: unknown) =>
        reportBroken(name, error),
      );
      const seconds = Math.round((performance.now() - startedAt) / 1000);
      reports.set(name, { ...report, figures: { seed: effort.seed, seconds, ...report.figures } });
      for (const line of report.summary) say(`  ${line}`);
      say(`  ${seconds} s`);
    }
  } finally {
    await cluster.close();
  }
}
const failed = printReport(reports, say);
await writeResults(reports, { full: effort.full, keep: values.results });
// A suite that showed nothing has proven nothing.
const silent = [...reports.values()].some((report) => report?.verdicts.length === 0);
process.exit(failed > 0 || silent ? 1 : 0);

/** A suite that broke by itself is a case that failed. */
function reportBroken(name: string, error: unknown): SuiteReport {
  const verdict = {
    name: `${name} comes to its end`,
    violations: [messageOf(error)],
    replay: replayCommand(name, effort),
  };
  return { verdicts: [verdict], figures: {}, summary: ["broke"] };
}
