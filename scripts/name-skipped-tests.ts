import type { Reporter, TestModule } from "vitest/node";

/** Vitest only counts tests that did not run; whoever reads its output should know which. */
export const nameSkippedTests: Reporter = {
  onTestRunEnd(modules: readonly TestModule[]) {
    for (const line of skippedTests(modules)) process.stdout.write(`did not run: ${line}\n`);
  },
};

function skippedTests(modules: readonly TestModule[]): readonly string[] {
  return modules.flatMap(({ children }) => [...children.allTests("skipped")].map(({ fullName }) => fullName));
}
