import { rm } from "node:fs/promises";
import { expect, onTestFinished, test } from "vitest";
import { createTinyMirror } from "../test-support/create-tiny-mirror.ts";
import { makeTasks } from "./make-tasks.ts";
import { readFixes } from "./read-fixes.ts";

test("of a fix, its parent is asked for the files that it changed, in the order of the list", async () => {
  const { mirror, tasks } = await createTinyMirror();
  onTestFinished(() => rm(mirror, { recursive: true }));
  const wanted = tasks.toReversed();
  const fixes = wanted.map(({ fix }) => fix ?? "");
  const made = await makeTasks(mirror, { repo: "made/shop", language: "TypeScript", fixes });
  expect(made).toEqual(
    wanted.map(({ base, fix, gold }) => ({
      id: `made__shop-${fix?.slice(0, 10)}`,
      repo: "made/shop",
      base,
      fix,
      language: "TypeScript",
      kind: "commit",
      query: "A fix",
      gold,
    })),
  );
});

test("the sets share no repository, and every fix is listed once", async () => {
  const { chosen, "held-back": heldBack } = await readFixes();
  const all = [...chosen, ...heldBack];
  const fixes = all.flatMap((repository) => repository.fixes);
  expect(new Set(all.map(({ repo }) => repo)).size).toBe(15);
  expect([fixes.length, new Set(fixes).size]).toEqual([381, 381]);
});
