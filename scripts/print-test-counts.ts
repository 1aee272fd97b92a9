// The closing line of CI, from what vitest wrote down: `N passed, N failed`. A test that did not run is named.
import { readFileSync } from "node:fs";

interface Results {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

const file = "node_modules/.cache/test-results.json";
const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(file, "utf8")) as Results;

const skipped = testResults.flatMap(({ assertionResults }) =>
  assertionResults.filter(({ status }) => status === "skipped" || status === "pending" || status === "todo"),
);
for (const { fullName } of skipped) process.stdout.write(`did not run: ${fullName}\n`);

// A file that cannot even be loaded has no tests that could fail.
const broken = testResults.filter(
  ({ status, assertionResults }) =>
    status === "failed" && !assertionResults.some((result) => result.status === "failed"),
);
for (const { name } of broken)
  process.stdout.write(`could not be loaded: ${name.replace(`${process.cwd()}/`, "")}\n`);

const failed = numFailedTests + broken.length;
process.stdout.write(`${numPassedTests} passed, ${failed} failed\n`);
process.exitCode = failed > 0 ? 1 : 0;
