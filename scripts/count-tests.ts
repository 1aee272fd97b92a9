/** What vitest writes down, as far as it matters here. */
export interface TestResults {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly name: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/** The end of CI's report. */
export interface Closing {
  /** One line each, `N passed, N failed` last. */
  readonly lines: readonly string[];
  readonly failed: number;
}

/** What one command of CI ran. */
export interface SuiteResults {
  /** As CI calls it when it fails: `test`. */
  readonly suite: string;
  /** Undefined when there are none, e.g. because the build broke. */
  readonly results: TestResults | undefined;
}

/**
 * Pure: what CI says at its end. A test that did not run is named, and whatever failed without a test of its own (a file
 * that cannot be loaded, a check, a demo) counts as one that failed.
 * @param suites whose tests are counted one by one
 * @param failedSuites names of everything that CI ran and that ended with an error, those of `suites` among them
 */
export function countTests(suites: readonly SuiteResults[], failedSuites: readonly string[]): Closing {
  const counted = suites.map(countSuite);
  const byThemselves = new Set(suites.map(({ suite }) => suite));
  const others = [
    // Tests that are counted one by one are not counted as a suite again.
    ...counted
      .filter(({ suite, failed, ran }) => failed === 0 && (!ran || failedSuites.includes(suite)))
      .map(({ suite }) => suite),
    ...new Set(failedSuites.filter((suite) => !byThemselves.has(suite))),
  ];
  const failed = sum(counted.map((suite) => suite.failed)) + others.length;
  const lines = [
    ...counted.flatMap(({ skipped }) => skipped.map((name) => `did not run: ${name}`)),
    ...counted.flatMap(({ broken }) => broken.map((name) => `could not be loaded: ${name}`)),
    ...others.map((suite) => `failed: ${suite}`),
    `${sum(counted.map(({ passed }) => passed))} passed, ${failed} failed`,
  ];
  return { lines, failed };
}

function countSuite({ suite, results }: SuiteResults) {
  const { numPassedTests: passed = 0, numFailedTests = 0, testResults = [] } = results ?? {};
  const skipped = testResults.flatMap(({ assertionResults }) =>
    assertionResults
      .filter(({ status }) => ["skipped", "pending", "todo"].includes(status))
      .map(({ fullName }) => fullName),
  );
  // A file that cannot even be loaded has no tests that could fail.
  const broken = testResults
    .filter(
      ({ status, assertionResults }) =>
        status === "failed" && !assertionResults.some((result) => result.status === "failed"),
    )
    .map(({ name }) => name);
  const failed = numFailedTests + broken.length;
  // Where everything was skipped, that was said, test by test.
  const ran = passed + failed + skipped.length > 0;
  return { suite, passed, failed, skipped, broken, ran };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
