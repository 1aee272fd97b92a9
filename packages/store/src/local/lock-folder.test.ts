import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lockFolder } from "./lock-folder.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "osorganicai-lock-"));
});
afterEach(() => rm(folder, { recursive: true }));

/** Another process that locks the folder and keeps it. */
async function holdElsewhere(): Promise<ChildProcess> {
  const module = join(import.meta.dirname, "lock-folder.ts");
  const code = `import { lockFolder } from ${JSON.stringify(module)};
    await lockFolder(${JSON.stringify(folder)});
    console.log("held"); setInterval(() => {}, 1000);`;
  const holder = spawn(process.execPath, ["--input-type=module-typescript", "--eval", code], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(holder.stdout, "data");
  return holder;
}

test("a folder held by another process is refused with that process's pid", async () => {
  const holder = await holdElsewhere();
  const sentence = new RegExp(
    `held by process ${holder.pid} since 20\\d\\d-.*Stop it first, or use another folder`,
  );
  await expect(lockFolder(folder)).rejects.toMatchObject({ code: "database_locked" });
  await expect(lockFolder(folder)).rejects.toThrow(sentence);
  holder.kill("SIGKILL");
  await once(holder, "exit");
});

test("the lock of a killed process is taken over", async () => {
  const holder = await holdElsewhere();
  holder.kill("SIGKILL");
  await once(holder, "exit");
  const lock = await lockFolder(folder);
  expect(JSON.parse(await readFile(join(folder, "lock.json"), "utf8"))).toMatchObject({ pid: process.pid });
  await lock.release();
  expect(await readdir(folder)).toEqual([]);
});

test("the lock of a process whose pid belongs to another one by now is taken over", async () => {
  // Our own pid lives, but it is not the process that wrote this.
  const holder = { pid: process.pid, identity: `${process.pid}@an-earlier-boot+1` };
  await writeFile(join(folder, "lock.json"), JSON.stringify(holder));
  await (await lockFolder(folder)).release();
});

test("a lock file that says nothing is taken over", async () => {
  await writeFile(join(folder, "lock.json"), "");
  await (await lockFolder(folder)).release();
});

test("the same process gets a folder once, until it releases it", async () => {
  const lock = await lockFolder(folder);
  await expect(lockFolder(folder)).rejects.toThrow("held by this very process");
  await lock.release();
  await lock.release();
  await (await lockFolder(folder)).release();
});

test("one of many wins a stale lock", async () => {
  for (let round = 0; round < 20; round += 1) {
    await writeFile(join(folder, "lock.json"), '{"pid":1,"identity":"gone"}');
    const locks = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder)));
    const won = locks.filter((lock) => lock.status === "fulfilled");
    expect(won).toHaveLength(1);
    await won[0]?.value.release();
  }
});

test("releasing leaves somebody else's lock alone", async () => {
  const lock = await lockFolder(folder);
  const other = JSON.stringify({ pid: 1, identity: "somebody else" });
  await writeFile(join(folder, "lock.json"), other);
  await lock.release();
  expect(await readFile(join(folder, "lock.json"), "utf8")).toBe(other);
});
