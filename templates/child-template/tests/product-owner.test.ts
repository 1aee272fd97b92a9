import assert from "node:assert/strict";
import { test } from "node:test";
import { questions } from "../src/agents/checklist.ts";

test("the checklist has questions", () => {
  assert.ok(questions.length > 0);
});
