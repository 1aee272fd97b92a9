import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { performance } from "node:perf_hooks";

/** Seconds, from starting the process to its end. */
export interface Measured {
  readonly median: number;
  readonly all: readonly number[];
}

const manifest = new URL(import.meta.resolve("osorganicai/package.json")).pathname;
const { bin } = JSON.parse(readFileSync(manifest, "utf8")) as {
  readonly bin: { readonly osorganicai: string };
};

/** Runs the built command line so often, after once to warm up, without any secret of the environment. */
export async function measureCommand(args: readonly string[], rounds: number): Promise<Measured> {
  await runOnce(args);
  const all: number[] = [];
  for (let round = 0; round < rounds; round += 1) all.push(await runOnce(args));
  return { median: all.toSorted((one, other) => one - other)[Math.floor(rounds / 2)] ?? 0, all };
}

async function runOnce(args: readonly string[]): Promise<number> {
  const { PATH, HOME } = process.env;
  const startedAt = performance.now();
  const child = spawn(process.execPath, [join(dirname(manifest), bin.osorganicai), ...args], {
    env: { PATH, HOME },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) throw new Error(`osorganicai ${args[0]} ended with ${code}.`);
  return Math.round(performance.now() - startedAt) / 1000;
}
