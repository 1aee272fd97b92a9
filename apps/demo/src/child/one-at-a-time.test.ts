import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { oneAtATime } from "./one-at-a-time.ts";

const { signal } = new AbortController();
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "one-at-a-time-"));
  onTestFinished(() => rm(folder, { recursive: true }));
});

test("who comes second waits for the first, and nothing is left", async () => {
  const lock = join(folder, "lock");
  const done: string[] = [];
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>();
  const first = oneAtATime(lock, signal, async () => {
    begin();
    await mayEnd;
    done.push("first");
  });
  await begun;
  const second = oneAtATime(lock, signal, async () => void done.push("second"));
  end();
  await Promise.all([first, second]);
  expect(done).toEqual(["first", "second"]);
  expect(await readdir(folder)).toEqual([]);
});

test("work that fails ends its turn", async () => {
  const lock = join(folder, "lock");
  await expect(oneAtATime(lock, signal, () => Promise.reject(new Error("failed")))).rejects.toThrow("failed");
  expect(await oneAtATime(lock, signal, async () => "next")).toBe("next");
});

test("the turn of a process that is gone is over", async () => {
  const gone = spawn(process.execPath, ["-e", ""]);
  await once(gone, "exit");
  const lock = join(folder, "lock");
  await writeFile(lock, String(gone.pid));
  expect(await oneAtATime(lock, signal, async () => "taken over")).toBe("taken over");
});

test("who is interrupted waits no longer", async () => {
  const lock = join(folder, "lock");
  await writeFile(lock, String(process.pid));
  const waiting = oneAtATime(lock, AbortSignal.abort(new Error("interrupted")), async () => {});
  await expect(waiting).rejects.toThrow("interrupted");
});
