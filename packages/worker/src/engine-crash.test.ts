import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

const folder = await mkdtemp(join(tmpdir(), "osorganicai-crash-"));
afterAll(() => rm(folder, { recursive: true }));
const journal = join(folder, "journal");
const worker = join(import.meta.dirname, "test-support", "crashing-worker.ts");

async function readJournal(): Promise<readonly string[]> {
  return (await readFile(journal, "utf8")).trim().split("\n");
}

/** Runs a worker process until the journal says so often that something happened, and kills it on the spot. */
async function killAt(line: string, times: number, deliveries: readonly string[] = []): Promise<void> {
  const child = spawn(process.execPath, [worker, join(folder, "data"), journal, ...deliveries], {
    stdio: "inherit",
  });
  const exit = once(child, "exit");
  while ((await readJournal()).filter((other) => other === line).length < times) {
    if (child.exitCode !== null) throw new Error(`The worker ended before "${line}".`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  child.kill("SIGKILL");
  await exit;
}

test("a killed worker's runs go on where they were: no stored step is done again, the order stays", async () => {
  await writeFile(journal, "");
  await killAt("d1 one begins", 1, ["d1", "d2"]);
  await killAt("d1 one stored", 1);
  await killAt("d1 three begins", 1);
  await killAt("drained", 1);

  const lines = (await readJournal()).filter((line) => line.endsWith("begins"));
  expect(lines).toEqual([
    "d1 one begins",
    // Killed within: done again.
    "d1 one begins",
    // Killed between the first two steps, perhaps a moment into the second.
    ...(lines.filter((line) => line === "d1 two begins").length === 2 ? ["d1 two begins"] : []),
    "d1 two begins",
    "d1 three begins",
    "d1 three begins",
    "d2 one begins",
    "d2 two begins",
    "d2 three begins",
  ]);
});
