const testPath = [
  /(^|\/)(__tests__|__snapshots__|tests?|specs?)\//,
  /[._-](test|spec)\.[a-z]+$/,
  /(^|\/)test_[^/]+\.py$/,
  /(^|\/)(test|conftest)\.(py|js|mjs|ts|rb)$/,
  /Tests?\.(java|kt|cs|php|swift)$/,
];

/** Whether a path is a test by the customs of the common languages. */
export function isTestPath(path: string): boolean {
  return testPath.some((pattern) => pattern.test(path));
}
