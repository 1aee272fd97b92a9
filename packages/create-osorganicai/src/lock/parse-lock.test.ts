import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import type { ChildLock, LockedFile } from "./child-lock.ts";
import { formatLock } from "./format-lock.ts";
import { parseLock } from "./parse-lock.ts";

const lock: ChildLock = {
  lockfileVersion: 1,
  spawnedWith: "1.0.0",
  version: "1.0.0",
  answers: { name: "my-shop", domain: "e-commerce", owner: "acme", supabase: true },
  applied: ["@osorganicai/core#one"],
  files: { "vercel.json": { class: "managed", sha256: "aa" } },
  sql: { "0001_seed.sql": "20261127120000_osorganicai_seed.sql" },
};

test("what was written is read again", () => {
  const full: ChildLock = {
    ...lock,
    failed: ["@osorganicai/core#two"],
    files: {
      ...lock.files,
      "api/health.ts": { class: "shim", sha256: "bb", mode: "ejected", reason: "we cache" },
    },
  };
  expect(parseLock(formatLock(full))).toEqual(full);
});

test("the same lock is always the same text, whatever the order", () => {
  const files = { b: { class: "shim", sha256: "1" }, a: { class: "shim", sha256: "2" } } as const;
  const turned = { a: files.a, b: files.b };
  expect(formatLock({ ...lock, applied: ["b", "a", "b"], files })).toBe(
    formatLock({ ...lock, applied: ["a", "b"], files: turned }),
  );
});

const wrong: readonly (readonly [string, string, RegExp])[] = [
  ["nothing", "", /is not JSON: .*\. Restore it from git/],
  ["half a file", formatLock(lock).slice(0, 80), /is not JSON/],
  ["a list", "[]", /the file must be an object/],
  [
    "another layout",
    formatLock(lock).replace('Version": 1', 'Version": 2'),
    /lockfileVersion is 2, and .* knows 1/,
  ],
  [
    "a domain that is none",
    formatLock(lock).replace("e-commerce", "opera"),
    /answers\.domain must be one of/,
  ],
  [
    "a class that is none",
    formatLock(lock).replace('"managed"', '"owned"'),
    /files\["vercel\.json"\]\.class/,
  ],
  [
    "a version that is a number",
    formatLock(lock).replace('"version": "1.0.0"', '"version": 1'),
    /version must be a text/,
  ],
];
test.for(wrong)("%s is refused with what is wrong", ([, text, message]) => {
  expect(() => parseLock(text)).toThrow(expect.objectContaining({ code: "lock_invalid" }));
  expect(() => parseLock(text)).toThrow(message);
});

/** What `git merge-file` leaves of two branches' locks. */
function mergeWithGit(
  base: ChildLock,
  ours: ChildLock,
  theirs: ChildLock,
  flags: readonly string[] = [],
): string {
  const folder = mkdtempSync(join(tmpdir(), "lock-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const files = [ours, base, theirs].map((one, index) => {
    const file = join(folder, `${index}.json`);
    writeFileSync(file, formatLock(one));
    return file;
  });
  try {
    return execFileSync("git", ["merge-file", "-p", ...flags, ...files], { encoding: "utf8" });
  } catch (error) {
    // The exit code counts the conflicts.
    return (error as { readonly stdout: string }).stdout;
  }
}

test.for([["merge"], ["diff3"], ["zdiff3"]])(
  "a merge with conflicts in the style %s unites both branches",
  ([style]) => {
    const ours: ChildLock = {
      ...lock,
      version: "1.9.0",
      applied: [...lock.applied, "@osorganicai/core#ours", "@osorganicai/core#tried"],
      files: {
        ...lock.files,
        "vercel.json": { class: "managed", sha256: "ours" },
        ours: { class: "shim", sha256: "1" },
      },
    };
    const theirs: ChildLock = {
      ...lock,
      version: "1.10.0",
      applied: [...lock.applied, "@osorganicai/core#theirs"],
      failed: ["@osorganicai/core#tried", "@osorganicai/core#wrong"],
      files: {
        ...lock.files,
        "vercel.json": { class: "managed", sha256: "theirs" },
        theirs: { class: "shim", sha256: "2" },
      },
      sql: { ...lock.sql, "0002_two.sql": "20261128000000_osorganicai_two.sql" },
    };
    const text = mergeWithGit(lock, ours, theirs, style === "merge" ? [] : [`--${style}`]);
    expect(text).toContain("<<<<<<<");
    const united = {
      ...theirs,
      applied: [
        "@osorganicai/core#one",
        "@osorganicai/core#ours",
        "@osorganicai/core#theirs",
        "@osorganicai/core#tried",
      ],
      failed: ["@osorganicai/core#wrong"],
      files: { ...ours.files, ...theirs.files },
    };
    expect(parseLock(text)).toEqual(united);
    expect(parseLock(text.replaceAll("\n", "\r\n"))).toEqual(united);
  },
);

test("what either branch ejected, and what waits for it, is not forgotten in the merge", () => {
  const one = { class: "managed", sha256: "1" } as const;
  const base: ChildLock = { ...lock, files: { "ci.yml": one, "vercel.json": one } };
  const ejected = { mode: "ejected", reason: "we know better" } as const;
  const ours: ChildLock = {
    ...base,
    version: "1.0.1",
    files: { "ci.yml": { ...one, ...ejected }, "vercel.json": { ...one, parked: "p" } },
  };
  const two = { ...one, sha256: "2" };
  const theirs: ChildLock = { ...base, version: "1.1.0", files: { "ci.yml": two, "vercel.json": two } };
  const wanted = { "ci.yml": { ...two, ...ejected }, "vercel.json": { ...two, parked: "p" } };
  expect(parseLock(mergeWithGit(base, ours, theirs)).files).toEqual(wanted);
  expect(parseLock(mergeWithGit(base, theirs, ours)).files).toEqual(wanted);
});

const ids = (letters: string) =>
  fc.subarray(letters.split("")).map((some) => some.map((letter) => `@osorganicai/core#${letter}`));
const file = fc.record({
  class: fc.constantFrom<LockedFile["class"]>("shim", "managed"),
  sha256: fc.constantFrom("1", "2", "3"),
});
/** What an upgrade makes of a lock: migrations are only ever added. */
const upgraded = (letters: string) =>
  fc.record({
    version: fc.constantFrom("1.0.0", "1.9.0", "1.10.0"),
    applied: ids(letters),
    failed: ids(letters.toUpperCase()),
    files: fc.dictionary(fc.constantFrom("a", "b", "c", "d", "e"), file),
    sql: fc.dictionary(fc.constantFrom("0001_a.sql", "0002_b.sql"), fc.constantFrom("x", "y")),
  });
const add = (base: ChildLock, { applied, ...more }: Partial<ChildLock>): ChildLock => ({
  ...base,
  ...more,
  applied: [...base.applied, ...(applied ?? [])],
});

test("however git merges two branches, the lock can be read and no applied migration is forgotten", () => {
  fc.assert(
    fc.property(upgraded("abc"), upgraded("defa"), upgraded("ghia"), (first, ourMore, theirMore) => {
      const base = add(lock, first);
      const [ours, theirs] = [add(base, ourMore), add(base, theirMore)];
      const read = parseLock(mergeWithGit(base, ours, theirs));
      for (const one of [...ours.applied, ...theirs.applied]) expect(read.applied).toContain(one);
      for (const one of read.failed ?? []) expect(read.applied).not.toContain(one);
    }),
    { numRuns: 60 },
  );
});
