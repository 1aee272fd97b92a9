// `pnpm --filter bench retrieval:unseen`: the tasks of docs/code-context.md in repositories that nothing was trained on.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { makeTasks } from "./make-tasks.ts";
import { readFixes } from "./read-fixes.ts";

const usage =
  "Usage: pnpm --filter bench retrieval:unseen --mirror <folder with repositories> --out <folder for the tasks>";
const { values } = parseArgs({ options: { mirror: { type: "string" }, out: { type: "string" } } });
const { mirror, out } = values;
if (mirror === undefined || out === undefined) throw new Error(usage);

for (const [name, repositories] of Object.entries(await readFixes())) {
  const tasks = (await Promise.all(repositories.map((fixes) => makeTasks(mirror, fixes)))).flat();
  const folder = join(out, name);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "tasks.jsonl"), tasks.map((task) => `${JSON.stringify(task)}\n`).join(""));
  process.stdout.write(`${tasks.length} tasks: ${folder}\n`);
}
