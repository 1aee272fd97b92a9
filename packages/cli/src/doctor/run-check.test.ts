import { expect, test } from "vitest";
import { createTestContext } from "../test-support/create-test-context.ts";
import type { Check } from "./check.ts";
import { runCheck } from "./run-check.ts";

const check = (more: Partial<Check>): Check => ({ name: "tea", title: "Tea", run: async () => [], ...more });
const run = async (more: Partial<Check>) => runCheck(check(more), await createTestContext(), () => 0);

test("a check is as bad as the worst of its findings", async () => {
  const findings = [
    { severity: "ok", what: "a" },
    { severity: "warning", what: "b" },
    { severity: "not_asked", what: "c" },
  ] as const;
  expect(await run({ run: async () => findings })).toMatchObject({ severity: "warning", findings });
});

test("a check that throws is a finding", async () => {
  const { severity, findings } = await run({
    run: () => Promise.reject(new Error("The kettle is empty.")),
  });
  expect(severity).toBe("error");
  expect(findings[0]?.what).toBe("This check could not be made: The kettle is empty.");
});

test("a check that never ends is told so, and told to stop", async () => {
  let stopped = false;
  const { findings } = await run({
    timeoutMs: 20,
    run: ({ signal }) => new Promise(() => signal.addEventListener("abort", () => (stopped = true))),
  });
  expect(findings[0]?.what).toBe("Tea: no answer within 0.02 s.");
  expect(stopped).toBe(true);
});
