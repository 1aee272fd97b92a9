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

/**
 * Pure: what CI says at its end. A test that did not run is named, and whatever failed without a test of its own (a file
 * that cannot be loaded, a check, a demo) counts as one that failed.
 * @param results undefined when there are none, e.g. because the build broke
 * @param failedSuites names of everything that CI ran and that ended with an error, `test` among them
 */
export function countTests(results: TestResults | undefined, failedSuites: readonly string[]): Closing {
  const { numPassedTests = 0, numFailedTests = 0, testResults = [] } = results ?? {};
  const skipped = testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => ["skipped", "pending", "todo"].includes(status)),
  );
  // A file that cannot even be loaded has no tests that could fail.
  const broken = testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && !assertionResults.some((result) => result.status === "failed"),
  );
  const failedTests = numFailedTests + broken.length;
  const ranTests = results !== undefined && numPassedTests + failedTests > 0;
  // Tests that are counted one by one are not counted as a suite again.
  const suites = [...new Set([...failedSuites, ...(ranTests ? [] : ["test"])])].filter(
    (suite) => suite !== "test" || failedTests === 0,
  );
  const failed = failedTests + suites.length;
  const lines = [
    ...skipped.map(({ fullName }) => `did not run: ${fullName}`),
    ...broken.map(({ name }) => `could not be loaded: ${name}`),
    ...suites.map((suite) => `failed: ${suite}`),
    `${numPassedTests} passed, ${failed} failed`,
  ];
  return { lines, failed };
}
