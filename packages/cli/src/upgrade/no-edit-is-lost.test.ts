import { rmSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  createRelease,
  makeChild,
  readFileOf,
  readFiles,
  removeFolders,
  writeFiles,
} from "../test-support/make-child.ts";
import { upgradeChild } from "./upgrade-child.ts";

/** A change of a text, line by line; places wrap around. */
type Edit = readonly [kind: "insert" | "replace" | "delete", place: number];

const edits: fc.Arbitrary<readonly Edit[]> = fc.array(
  fc.tuple(fc.constantFrom("insert", "replace", "delete"), fc.nat({ max: 30 })) as fc.Arbitrary<Edit>,
  { maxLength: 4 },
);
const paths = ["ci.yml", "vercel.json", "api/webhooks.ts"] as const;
const now = new Date("2026-11-27T12:00:00Z");

/** What a person does between two versions: edits, or deletes the file. */
const turn = fc.record({
  upstream: fc.array(edits, { minLength: 3, maxLength: 3 }),
  user: fc.array(edits, { minLength: 3, maxLength: 3 }),
  deleted: fc.option(fc.constantFrom(...paths), { freq: 6 }),
  shipsAll: fc.boolean(),
});

/** Every line it writes is unique, so that it can be looked for. */
function apply(text: string, list: readonly Edit[], writes: (index: number) => string): string {
  const lines = text.split("\n").slice(0, -1);
  for (const [index, [kind, place]] of list.entries()) {
    const at = lines.length === 0 ? 0 : place % lines.length;
    if (kind === "insert") lines.splice(at, 0, writes(index));
    if (kind === "replace" && lines.length > 0) lines[at] = writes(index);
    if (kind === "delete") lines.splice(at, 1);
  }
  return lines.map((line) => `${line}\n`).join("");
}

test("whatever a user and upstream do, every line the user wrote stays, and what is deleted stays deleted", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(turn, { minLength: 1, maxLength: 4 }), async (turns) => {
      const start = Object.fromEntries(
        paths.map((path) => [path, Array.from({ length: 12 }, (_, line) => `k${line}: ${path}\n`).join("")]),
      );
      let shipped = start;
      const root = makeChild(createRelease({ version: "1.0.0", files: start }));
      const deleted = new Set<string>();
      try {
        for (const [round, { upstream, user, deleted: gone, shipsAll }] of turns.entries()) {
          for (const [index, path] of paths.entries()) {
            const text = readFileOf(root, path);
            if (text !== undefined)
              writeFiles(root, {
                [path]: apply(text, user[index] ?? [], (edit) => `user${round}.${index}.${edit}: 1`),
              });
          }
          if (gone && readFileOf(root, gone) !== undefined) {
            rmSync(join(root, gone));
            deleted.add(gone);
          }
          const before = readFiles(root);
          shipped = Object.fromEntries(
            paths.map((path, index) => [
              path,
              apply(shipped[path] ?? "", upstream[index] ?? [], (edit) => `ours${round}.${index}.${edit}: 1`),
            ]),
          );
          const { "ci.yml": _, ...fewer } = shipped;
          const release = createRelease({ version: `${round + 2}.0.0`, files: shipsAll ? shipped : fewer });
          await upgradeChild({ root, release, now });
          const after = readFiles(root);
          for (const path of paths) {
            const written = (before[path] ?? "").split("\n").filter((line) => line.startsWith("user"));
            const lines = new Set((after[path] ?? "").split("\n"));
            expect(written.filter((line) => !lines.has(line))).toEqual([]);
          }
          expect([...deleted].filter((path) => after[path] !== undefined)).toEqual([]);
          expect((await upgradeChild({ root, release, now })).changed).toEqual([]);
          expect(readFiles(root)).toEqual(after);
        }
      } finally {
        removeFolders(root);
      }
    }),
    { numRuns: 40 },
  );
});

test("a child that nobody edits is at every version what that version ships", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(edits, { minLength: 1, maxLength: 6 }), async (versions) => {
      let text = Array.from({ length: 12 }, (_, line) => `k${line}: 1\n`).join("");
      const root = makeChild(createRelease({ version: "1.0.0", files: { "ci.yml": text } }));
      try {
        for (const [round, list] of versions.entries()) {
          text = apply(text, list, (edit) => `ours${round}.${edit}: 1`);
          const release = createRelease({ version: `${round + 2}.0.0`, files: { "ci.yml": text } });
          await upgradeChild({ root, release, now });
          expect(readFileOf(root, "ci.yml")).toBe(text);
        }
      } finally {
        removeFolders(root);
      }
    }),
    { numRuns: 40 },
  );
});
