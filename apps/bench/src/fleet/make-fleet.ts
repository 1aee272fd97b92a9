import { execFile } from "node:child_process";
import { appendFile, mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { domains, planChild } from "create-osorganicai";

const run = promisify(execFile);

/** Children as spawning writes them, each a git repository of one commit; every fourth was edited, every tenth has a conflict. */
export async function makeFleet(folder: string, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const child = join(folder, `team-${index % 10}`, `child-${index}`);
    await writeChild(child, index);
    if (index % 4 === 0) await appendFile(join(child, ".github/workflows/osorganicai.yml"), "# edited\n");
    if (index % 9 === 0) await rm(join(child, "renovate.json"));
    if (index % 10 === 0)
      await writeText(join(child, ".osorganicai/incoming/vercel.json"), "<<<<<<< yours\n");
    await commit(child);
  }
}

async function writeChild(child: string, index: number): Promise<void> {
  const domain = domains[index % domains.length] ?? "generic";
  const planned = planChild(
    { name: `child-${index}`, domain, supabase: true },
    new Date("2026-11-01T00:00:00Z"),
  );
  for (const { path, content } of planned) await writeText(join(child, path), content);
}

async function writeText(path: string, content: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

async function commit(child: string): Promise<void> {
  const author = ["-c", "user.name=bench", "-c", "user.email=bench@example.com"];
  await run("git", ["-C", child, "init", "--quiet"]);
  await run("git", ["-C", child, "add", "--all"]);
  await run("git", ["-C", child, ...author, "commit", "--quiet", "--message=Begin"]);
}
