import { createTestRun } from "@osorganicai/testing";
import { expect, test } from "vitest";
import { createPerformEffect } from "./perform-effect.ts";

/** Performs one effect in a world where it is, or is not, there already. */
async function perform({ settled = false, there = false }) {
  const done: string[] = [];
  const effect = createPerformEffect({
    async begin({ id, parameterHash }) {
      done.push(`begin ${id} ${parameterHash.length}`);
      return settled ? { settled, result: "from the ledger" } : { settled };
    },
    settle: async (_, result) => void done.push(`settle ${result}`),
  });
  const result = await effect(createTestRun({ runId: "r-1" }).context, {
    kind: "comment",
    key: "7:hello",
    parameters: { text: "Hello!" },
    async look() {
      done.push("look");
      return there ? "found" : undefined;
    },
    async write() {
      done.push("write");
      return "written";
    },
  });
  return { result, done };
}

test("an effect is announced, looked for, written and settled, in this order", async () => {
  expect(await perform({})).toEqual({
    result: "written",
    done: ["begin r-1:comment:7:hello 64", "look", "write", "settle written"],
  });
});

test("what is there already is settled without writing", async () => {
  expect(await perform({ there: true })).toEqual({
    result: "found",
    done: ["begin r-1:comment:7:hello 64", "look", "settle found"],
  });
});

test("what is settled is neither looked for nor written", async () => {
  expect(await perform({ settled: true })).toEqual({
    result: "from the ledger",
    done: ["begin r-1:comment:7:hello 64"],
  });
});
