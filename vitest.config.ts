import { defineConfig } from "vitest/config";
import { nameSkippedTests } from "./scripts/name-skipped-tests.ts";

// One process per file: an embedded Postgres and the durable engine exist once in a process.
export default defineConfig({
  test: {
    include: ["packages/*/src/**/*.test.ts", "apps/*/src/**/*.test.ts", "scripts/**/*.test.ts"],
    // `pnpm test:fleet` tells these.
    exclude: ["**/node_modules/**", "apps/fleet/src/stories/**"],
    pool: "forks",
    isolate: true,
    maxWorkers: 2,
    // Generous: whole flows run in some tests, and a busy machine is no failure.
    testTimeout: 180_000,
    hookTimeout: 180_000,
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
