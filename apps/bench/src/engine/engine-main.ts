// `pnpm --filter bench engine [runs] [rounds]`: runs of one step a second, beside DBOS alone, and how long the run of a
// worker that was killed waits for another one.
import { writeResult } from "../write-result.ts";
import { engineContenders } from "./engine-contenders.ts";
import { measureRecovery } from "./measure-recovery.ts";
import { measureThroughput } from "./measure-throughput.ts";

const RUNS = Number(process.argv[2] ?? 5000);
const ROUNDS = Number(process.argv[3] ?? 5);
/** As many events as an issue has. */
const RUNS_PER_SUBJECT = 10;
const CONCURRENCY = 64;
const VICTIMS = 4;

const work = { runs: RUNS, subjects: RUNS / RUNS_PER_SUBJECT, concurrency: CONCURRENCY };
const perSecond: Record<string, number[]> = {};
// By turns, so that whatever else the machine does meets all of them.
for (let round = 0; round < ROUNDS; round += 1)
  for (const contender of engineContenders) {
    const rate = await measureThroughput(contender, work);
    (perSecond[contender.name] ??= []).push(rate);
    process.stdout.write(`${contender.name.padEnd(38)} ${String(rate).padStart(6)}/s\n`);
  }
const recoverySeconds = await measureRecovery(VICTIMS);

const median = (name: string): number =>
  (perSecond[name] ?? []).toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN;
const ratio = (name: string): number => Math.round((median("ours") / median(name)) * 100) / 100;

process.stdout.write(
  `× bare DBOS, one at a time per subject: ${ratio("bare DBOS, one at a time per subject")}\n`,
);
await writeResult("engine", { ...work, perSecond, recoverySeconds }, [
  { what: "× bare DBOS, in runs of one step a second (median)", measured: ratio("bare DBOS"), atLeast: 0.8 },
  { what: "s until the run of a killed worker goes on", measured: Math.max(...recoverySeconds), atMost: 65 },
]);
