import fc from "fast-check";
import { expect, test } from "vitest";
import { listShippedSql } from "../child/list-sql.ts";
import { stampSql } from "./stamp-sql.ts";

const now = new Date("2026-11-27T23:59:59Z");
const files = ["0000_bootstrap.sql", "0001_seed.sql"].map((name) => ({ name, content: `-- ${name}` }));
const pathsAfter = (after: string | undefined) => stampSql(files, { after, now }).map(({ path }) => path);

test("a new child's files are stamped from now on, a second apart", () => {
  expect(stampSql(files, { after: undefined, now })).toEqual([
    {
      upstream: "0000_bootstrap.sql",
      path: "supabase/migrations/20261127235959_osorganicai_bootstrap.sql",
      content: "-- 0000_bootstrap.sql",
    },
    {
      upstream: "0001_seed.sql",
      path: "supabase/migrations/20261128000000_osorganicai_seed.sql",
      content: "-- 0001_seed.sql",
    },
  ]);
});

test("older files of the user change nothing, and newer ones come first", () => {
  expect(pathsAfter("20260101000000_products.sql")[0]).toContain("/20261127235959_");
  expect(pathsAfter("20261231235959_products.sql")[0]).toContain("/20270101000000_");
  expect(pathsAfter("20261127235959")[0]).toContain("/20261128000000_");
});

test("whatever the newest file is called, ours come after it and in order", () => {
  const stamp = fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 18 })
    .map((digits) => `2${digits.join("")}`);
  fc.assert(
    fc.property(stamp, (newest) => {
      const stamps = stampSql(listShippedSql(), { after: `${newest}_mine.sql`, now }).map(({ path }) =>
        path.replace("supabase/migrations/", "").slice(0, 14),
      );
      expect([newest, ...stamps].toSorted()).toEqual([newest, ...stamps]);
      expect(new Set(stamps).size).toBe(stamps.length);
    }),
  );
});

test("nothing can come after the last second", () => {
  expect(() => pathsAfter("99991231235959_mine.sql")).toThrow(
    "Nothing can come after supabase/migrations/99991231235959_mine.sql. Rename that file",
  );
});
