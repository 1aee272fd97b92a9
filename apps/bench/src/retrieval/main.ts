// `pnpm --filter bench retrieval`: how often the files that a fix changed are found by the text of its issue, and by whom.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { writeResult } from "../write-result.ts";
import { rivals } from "./contenders/all-contenders.ts";
import { ours } from "./contenders/ours.ts";
import { compare, summarise } from "./metrics/summarise.ts";
import { readOptions } from "./read-options.ts";
import { describePlaces } from "./report/describe-places.ts";
import { describeResult } from "./report/describe-result.ts";
import { judgeResult } from "./report/judge-result.ts";
import { runTasks } from "./run-tasks.ts";
import { readTasks } from "./tasks/read-tasks.ts";
import { spread } from "./tasks/spread.ts";

const { data, mirror, contenders, tasks: most, raw, write } = readOptions(process.argv.slice(2));
const tasks = spread(await readTasks(join(data, "tasks.jsonl")), most);
const outcomes = await runTasks(tasks, { contenders, mirror }, (line) => process.stderr.write(`${line}\n`));
const summaries = contenders.map(({ name }) => summarise(outcomes, name));
const asked = rivals.filter((rival) => contenders.includes(ours) && contenders.includes(rival));
const differences = asked.map((rival) => compare(outcomes, ours.name, rival.name));
const result = { summaries, differences };
if (raw !== undefined) await writeFile(raw, outcomes.map(describePlaces).join(""));
process.stdout.write(describeResult(result));
if (write) await writeResult("retrieval", { tasks: tasks.length, ...result }, judgeResult(result));
