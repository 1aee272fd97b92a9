import { expect, test } from "vitest";
import type { ScannedFile } from "./scan-checkout.ts";
import { trustedStamps } from "./trusted-stamps.ts";

function fileChangedAt(changedAtMs: number): ScannedFile {
  const name = String(changedAtMs);
  return { path: name, executable: false, stamp: `stamp ${name}`, changedAtMs, id: `id ${name}` };
}

test("a stamp is trusted once the clock of the file system has certainly moved on", () => {
  const stamps = trustedStamps([1000, 5000, 5019, 5030].map(fileChangedAt), ({ id }) => id);
  expect([...stamps]).toEqual([
    ["stamp 1000", "id 1000"],
    ["stamp 5000", "id 5000"],
  ]);
});

test("a file whose content is not known has to be read", () => {
  expect(trustedStamps([fileChangedAt(1), fileChangedAt(1000)], () => undefined).size).toBe(0);
});
