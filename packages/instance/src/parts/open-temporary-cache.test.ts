import { chmodSync, mkdtempSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { openTemporaryCache } from "./open-temporary-cache.ts";

function useTemporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "temporary-"));
  vi.stubEnv("TMPDIR", folder);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });
  return folder;
}

test("every process of a user has the same cache, which nobody else can look into", async () => {
  const folder = useTemporaryFolder();
  const cache = await openTemporaryCache();
  expect(cache.startsWith(folder)).toBe(true);
  expect(statSync(cache).mode & 0o777).toBe(0o700);
  expect(await openTemporaryCache()).toBe(cache);
});

test("a folder that others can write to, and a link, are not used", async () => {
  useTemporaryFolder();
  const cache = await openTemporaryCache();
  chmodSync(cache, 0o777);
  expect(await openTemporaryCache()).not.toBe(cache);
  rmSync(cache, { recursive: true });
  symlinkSync("/etc", cache);
  expect(await openTemporaryCache()).not.toBe(cache);
});
