// What the last run with --coverage covered, as a Markdown table.
import { existsSync, readFileSync } from "node:fs";
import { type CoverageSummary, summarizeCoverage } from "./summarize-coverage.ts";

const file = "coverage/coverage-summary.json";
const text = existsSync(file)
  ? summarizeCoverage(JSON.parse(readFileSync(file, "utf8")) as CoverageSummary)
  : "Coverage was not measured: the tests did not run to their end.";
process.stdout.write(`## Coverage\n\n${text}\n`);
