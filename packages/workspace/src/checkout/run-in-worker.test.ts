import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { runInWorker } from "./run-in-worker.ts";

test("one task after the other is done by one thread", async () => {
  const scan = openCheckout();
  for (let turn = 0; turn < 5; turn += 1)
    expect(await runInWorker({ kind: "list", scan, glob: "*.txt" })).toEqual([LONG_NAME]);
  expect(countThreads()).toBe(1);
});

test("tasks at once have a thread each, of which two are kept", async () => {
  const scan = openCheckout();
  const lists = await Promise.all(
    Array.from({ length: 5 }, () => runInWorker({ kind: "list", scan, glob: undefined })),
  );
  expect(lists).toEqual(Array(5).fill([LONG_NAME]));
  await expect.poll(countThreads).toBe(2);
});

test("a thread that had to be ended is not asked again", async () => {
  const scan = openCheckout();
  const endless = { kind: "list", scan, glob: `${"*a".repeat(20)}b` } as const;
  await expect(runInWorker(endless, 1000)).rejects.toMatchObject({ code: "pattern_refused" });
  expect(await runInWorker({ kind: "list", scan, glob: "a*" })).toEqual([LONG_NAME]);
});

test("what is refused costs no thread", async () => {
  const scan = openCheckout();
  const before = countThreads();
  const query = { text: "(", regex: true } as const;
  await expect(runInWorker({ kind: "search", scan, query })).rejects.toMatchObject({
    code: "pattern_refused",
  });
  expect(countThreads()).toBe(before);
});

const LONG_NAME = `${"a".repeat(200)}.txt`;

function openCheckout() {
  const root = mkdtempSync(join(tmpdir(), "threads-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  writeFileSync(join(root, LONG_NAME), "x");
  return { root, tracked: new Set<string>(), submodules: new Set<string>() };
}

function countThreads(): number {
  const { workers } = process.report.getReport() as unknown as { readonly workers: readonly unknown[] };
  return workers.length;
}
