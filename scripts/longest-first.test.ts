import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { longest, rankOf } from "./longest-first.ts";

test("what takes longest begins before everything else", () => {
  const demo = rankOf("apps/demo/src/tests/usage.test.ts");
  const story = rankOf("packages/instance/src/stories/outcomes.test.ts");
  expect([demo < story, story < rankOf("packages/core/src/errors.test.ts")]).toEqual([true, true]);
});

test("every folder that is named exists", () => {
  const missing = longest.filter((folder) => !existsSync(join(import.meta.dirname, "..", folder)));
  expect(missing).toEqual([]);
});
