import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { Contender } from "./contenders.ts";

/** Milliseconds, from starting the process to its end. */
export interface Measured {
  readonly median: number;
  readonly all: readonly number[];
}

/** Everybody once to warm up, then in turns, so that a busy moment of the machine meets everybody. */
export async function measureRounds(
  contenders: readonly Contender[],
  rounds: number,
): Promise<Readonly<Record<string, Measured>>> {
  const all = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (const contender of contenders) await measureOnce(contender);
  for (let round = 0; round < rounds; round += 1)
    for (const contender of contenders) all.get(contender.name)?.push(await measureOnce(contender));
  return Object.fromEntries([...all].map(([name, times]) => [name, { median: medianOf(times), all: times }]));
}

async function measureOnce(contender: Contender): Promise<number> {
  const { name, projects, environment } = contender;
  await rm(projects, { recursive: true, force: true });
  await mkdir(projects);
  const startedAt = performance.now();
  const child = spawn(process.execPath, contender.argumentsFor(join(projects, "my-app")), {
    cwd: projects,
    env: environment,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const [errors, [code]] = await Promise.all([text(child.stderr), once(child, "close")]);
  const milliseconds = Math.round((performance.now() - startedAt) * 10) / 10;
  const made = await readdir(projects);
  if (code !== 0 || (name !== "node" && made.length === 0))
    throw new Error(`${name} ended with ${code}: ${errors}`);
  return milliseconds;
}

function medianOf(times: readonly number[]): number {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] ?? Number.NaN;
}
