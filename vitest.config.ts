import { defineConfig } from "vitest/config";
import { LongestFirst } from "./scripts/longest-first.ts";
import { nameSkippedTests } from "./scripts/name-skipped-tests.ts";

/**
 * What can neither open a database nor start the engine: these packages know only core. Their files share a process, which
 * saves a third of a second each, so a test gives back what it changes of the process (environment, timers).
 */
const shared: readonly string[] = [
  "packages/{core,agents-po,agents-dev,github,llm,webhook-handler,workspace,code-context,testing,create-osorganicai}/src/**/*.test.ts",
  "apps/bench/src/retrieval/**/*.test.ts",
  "scripts/**/*.test.ts",
];

export default defineConfig({
  test: {
    pool: "forks",
    // Postgres is WebAssembly here. Optimising it takes seconds of every process, which no test lives long enough to get back.
    execArgv: ["--liftoff-only"],
    // As many as CI has cores. One more gets a third slower whatever starts processes of its own: flows that are killed took
    // 112 s each in place of 60.
    maxWorkers: 2,
    // Generous: whole flows run in some tests, and a busy machine is no failure.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: "flows",
          include: ["packages/*/src/**/*.test.ts", "apps/*/src/**/*.test.ts"],
          // `pnpm test:fleet` tells these.
          exclude: ["**/node_modules/**", "apps/fleet/src/stories/**", ...shared],
          // A process per file: an embedded Postgres and the durable engine exist once in a process.
          isolate: true,
        },
      },
      { extends: true, test: { name: "units", include: [...shared], isolate: false } },
    ],
    // With --coverage. A package's sources count where its own tests run them: others run its build.
    coverage: {
      provider: "v8",
      include: ["packages/*/src/**/*.ts"],
      exclude: ["**/*.test.ts", "**/test-support/**", "**/stories/**"],
      reporter: ["text-summary", "json-summary", "html"],
      reportOnFailure: true,
    },
    reporters: [
      "default",
      nameSkippedTests,
      ["json", { outputFile: "node_modules/.cache/test-results.json" }],
    ],
  },
});
