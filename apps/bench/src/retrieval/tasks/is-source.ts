/** Languages that are ranked, by the endings of their files. */
const endings: ReadonlySet<string> = new Set(
  "ts tsx mts cts vue svelte js jsx mjs cjs py go rs java".split(" "),
);

/** Folders whose files no fix is looked for in, wherever they lie: tests, documentation, examples, what was built or copied. */
const otherFolders: ReadonlySet<string> = new Set(
  [
    "test tests __tests__ spec specs testdata testing_data fixture fixtures __fixtures__ mocks __mocks__ e2e jest",
    "regression-test type-test dts-test tests-integration androidtest integrationtest sandbox",
    "playground playgrounds example examples bench benches benchmark benchmarks",
    "doc docs docs_src website site www changelog_unreleased artifacts",
    "dist build vendor node_modules third_party deno_dist generated .yarn .github",
  ].flatMap((names) => names.split(" ")),
);

const testFolder = /^(test-[\w-]+|[\w-]+-tests?)$/;

const otherFiles: readonly RegExp[] = [
  /^(test_.*|conftest)\.py$/,
  /[._-](test|tests|spec|bench|test-d|stories|d)\.[cm]?[jt]sx?$/,
  /_test\.go$|_tests?\.rs$|^tests?\.(rs|js|ts)$|tests?\.java$/,
  /\.min\.js$|^(package-lock|pnpm-lock)|\.pnp\.|_pb2?\.|\.pb\.go$|\.generated\./,
];

/** Whether a file of a repository can be what a task looks for: a source file that is no test, documentation or example. */
export function isSource(path: string): boolean {
  const [name = "", ...folders] = path.toLowerCase().split("/").toReversed();
  const ending = /\.(\w+)$/.exec(name)?.[1] ?? "";
  if (!endings.has(ending)) return false;
  if (folders.some((folder) => otherFolders.has(folder) || testFolder.test(folder))) return false;
  return !otherFiles.some((pattern) => pattern.test(name));
}
