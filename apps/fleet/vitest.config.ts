import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { nameSkippedTests } from "../../scripts/name-skipped-tests.ts";

const root = join(import.meta.dirname, "..", "..");

// The stories of a fleet: minutes, not milliseconds, so they have a command of their own.
export default defineConfig({
  root,
  test: {
    include: ["apps/fleet/src/stories/*.test.ts"],
    globalSetup: "apps/fleet/src/set-up.ts",
    pool: "forks",
    execArgv: ["--liftoff-only"], // As in the root: what opens a database is over before an optimised one pays.
    maxWorkers: 2,
    testTimeout: 600_000,
    hookTimeout: 600_000,
    reporters: [
      "default",
      nameSkippedTests,
      ["json", { outputFile: "node_modules/.cache/fleet-results.json" }],
    ],
  },
});
