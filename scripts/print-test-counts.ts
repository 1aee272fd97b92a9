// The closing lines of CI. Arguments: the names of everything that failed.
import { existsSync, readFileSync } from "node:fs";
import { countTests, type TestResults } from "./count-tests.ts";

const suites = [
  { suite: "test", results: readResults("node_modules/.cache/test-results.json") },
  { suite: "fleet", results: readResults("node_modules/.cache/fleet-results.json") },
  { suite: "faults", results: readResults("node_modules/.cache/faults-results.json") },
];
const { lines, failed } = countTests(suites, process.argv.slice(2));
for (const line of lines) process.stdout.write(`${line.replace(`${process.cwd()}/`, "")}\n`);
process.exitCode = failed > 0 ? 1 : 0;

/** Undefined when there are none, or only a part of them. */
function readResults(file: string): TestResults | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, "utf8")) as TestResults;
  } catch {
    return undefined;
  }
}
