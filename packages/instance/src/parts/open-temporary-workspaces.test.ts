import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { openTemporaryWorkspaces, removeAbandoned } from "./open-temporary-workspaces.ts";

const HOUR_MS = 60 * 60 * 1000;

beforeEach(async () => {
  const temporary = await mkdtemp(join(tmpdir(), "temporary-"));
  vi.stubEnv("TMPDIR", temporary);
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    await rm(temporary, { recursive: true });
  });
});

async function age(path: string, hours: number): Promise<void> {
  const then = new Date(Date.now() - hours * HOUR_MS);
  await utimes(path, then, then);
}

test("checkouts of a process that was killed are removed after a day, and no sooner", async () => {
  const folder = await openTemporaryWorkspaces();
  await mkdir(join(folder, "workspace-a/checkout"), { recursive: true });
  await writeFile(join(folder, "workspace-a/checkout/index.js"), "export {};\n");
  await age(folder, 23);
  await removeAbandoned();
  expect(existsSync(join(folder, "workspace-a/checkout/index.js"))).toBe(true);
  await age(folder, 25);
  await removeAbandoned();
  expect(existsSync(folder)).toBe(false);
});

test("what others have among the temporary files stays", async () => {
  const other = join(tmpdir(), "somebody-elses");
  await mkdir(other);
  await age(other, 1000);
  await removeAbandoned();
  expect(existsSync(other)).toBe(true);
});

test("every process has a folder of its own", async () => {
  const folders = await Promise.all([openTemporaryWorkspaces(), openTemporaryWorkspaces()]);
  expect(new Set(folders).size).toBe(2);
});
