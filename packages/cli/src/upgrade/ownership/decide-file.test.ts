import { expect, test } from "vitest";
import { decideFile, type FileDecision, type FileFacts } from "./decide-file.ts";

/** Hashes are just words here: what was rendered last, what is rendered now, and what a user made of it. */
const [old, now, users] = ["old", "new", "users"];
const nothing = undefined;

type Row = readonly [what: string, facts: Omit<FileFacts, "mode"> & Partial<FileFacts>, FileDecision];

const rows: readonly Row[] = [
  ["is what we would write", { current: now, recorded: old, next: now }, "unchanged"],
  ["is what we wrote and still write", { current: old, recorded: old, next: old }, "unchanged"],
  [
    "was written by the user exactly as we would",
    { current: now, recorded: nothing, next: now },
    "unchanged",
  ],
  ["is new", { current: nothing, recorded: nothing, next: now }, "create"],
  ["was deleted by the user", { current: nothing, recorded: old, next: now }, "eject"],
  [
    "was deleted by the user, and we have nothing new",
    { current: nothing, recorded: old, next: old },
    "eject",
  ],
  ["is untouched, and we have something new", { current: old, recorded: old, next: now }, "overwrite"],
  ["was edited, and we have nothing new", { current: users, recorded: old, next: old }, "keep"],
  ["was edited, and we have something new", { current: users, recorded: old, next: now }, "merge"],
  ["was there before we ever shipped it", { current: users, recorded: nothing, next: now }, "merge"],
  ["is untouched and no longer shipped", { current: old, recorded: old, next: nothing }, "delete"],
  ["was edited and is no longer shipped", { current: users, recorded: old, next: nothing }, "orphan"],
  [
    "was deleted by the user and is no longer shipped",
    { current: nothing, recorded: old, next: nothing },
    "eject",
  ],
  ["is ejected", { current: users, recorded: old, next: now, mode: "ejected" }, "leave"],
  ["is ejected and away", { current: nothing, recorded: old, next: now, mode: "ejected" }, "leave"],
  [
    "is ejected and no longer shipped",
    { current: users, recorded: old, next: nothing, mode: "ejected" },
    "leave",
  ],
  ["is an orphan", { current: users, recorded: old, next: nothing, mode: "orphaned" }, "leave"],
  [
    "is an orphan that the user deleted",
    { current: nothing, recorded: old, next: nothing, mode: "orphaned" },
    "eject",
  ],
  [
    "is an orphan that is shipped again",
    { current: users, recorded: old, next: now, mode: "orphaned" },
    "merge",
  ],
];

test.for(rows)("a file that %s", ([, facts, decision]) => {
  expect(decideFile({ mode: undefined, ...facts })).toBe(decision);
});

test("whatever is the case, a file that the user edited is never overwritten or deleted", () => {
  const hashes = [nothing, old, now, users];
  const modes = [nothing, "ejected", "orphaned"] as const;
  const cases = hashes.flatMap((recorded) =>
    hashes.flatMap((next) => modes.map((mode) => ({ current: "edited", recorded, next, mode }))),
  );
  const decisions = new Set(cases.map(decideFile));
  expect([...decisions].toSorted()).toEqual(["keep", "leave", "merge", "orphan"]);
});

test("whatever is the case, a file that the user deleted is not created again", () => {
  const decisions = [nothing, old, now].map((next) =>
    decideFile({ current: nothing, recorded: old, next, mode: undefined }),
  );
  expect(decisions).toEqual(["eject", "eject", "eject"]);
});
