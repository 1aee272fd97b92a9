// pnpm --filter bench upgrade [--children 100] [--versions 10] [--minutes 30] [--quick]: what `osorganicai upgrade` does to
// children that their users edit, beside `git merge template/main`. Writes results/upgrade.json, but for --quick.
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { measureMerges } from "./measure-merges.ts";
import { type Journey, measureUpgrades } from "./measure-upgrades.ts";
import { openTypeCheck } from "./open-type-check.ts";
import { createVersions } from "./template-versions.ts";

const { values } = parseArgs({
  options: {
    children: { type: "string", default: "100" },
    versions: { type: "string", default: "10" },
    minutes: { type: "string", default: "30" },
    quick: { type: "boolean", default: false },
  },
});
const children = values.quick ? 10 : Number(values.children);
const versions = createVersions(Number(values.versions));
const ends = performance.now() + Number(values.minutes) * 60_000;

const { millisecondsEach, cpuMillisecondsEach, ...upgrade } = await travel("upgrade", 1 / 2, measureUpgrades);
const merge = await travel("git merge", 1, measureMerges);
const result = {
  versions: versions.length,
  machine: { node: process.version, cpus: cpus().length },
  upgrade: {
    ...upgrade,
    milliseconds: quantiles(millisecondsEach),
    cpuMilliseconds: quantiles(cpuMillisecondsEach),
  },
  merge,
};
const text = `${JSON.stringify(result, null, 2)}\n`;
const folder = join(import.meta.dirname, "../../results");
mkdirSync(folder, { recursive: true });
if (!values.quick) writeFileSync(join(folder, "upgrade.json"), text);
process.stdout.write(text);

const { lostEdits, brokenBuilds, milliseconds, cpuMilliseconds } = result.upgrade;
const isSlow = milliseconds.p99 > 2000 || cpuMilliseconds.max > 2000;
const isWhole = upgrade.children === children && merge.children === children;
if (!isWhole)
  process.stderr.write(`Not all of ${children} children fitted into ${values.minutes} minutes.\n`);
if (lostEdits > 0 || brokenBuilds > 0 || isSlow || !isWhole) process.exitCode = 1;

/** @param share of the time that may be over by its end */
async function travel<T>(name: string, share: number, measure: (journey: Journey) => T): Promise<Awaited<T>> {
  const types = openTypeCheck(versions);
  const begin = performance.now();
  const until = share === 1 ? ends : begin + (ends - begin) * share;
  const goOn = (child: number): boolean => {
    const seconds = Math.round((performance.now() - begin) / 1000);
    if (child % 10 === 0) process.stderr.write(`${name}: ${child} of ${children} children, ${seconds} s\n`);
    return performance.now() < until;
  };
  try {
    const figures = await measure({ versions, children, types, goOn });
    process.stderr.write(`${name}: ${types.states} states were type-checked\n`);
    return figures;
  } finally {
    types.close();
  }
}

function quantiles(each: readonly number[]): {
  readonly median: number;
  readonly p99: number;
  readonly max: number;
} {
  const sorted = each.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round((sorted[Math.floor((sorted.length - 1) * share)] ?? 0) * 10) / 10;
  return { median: at(0.5), p99: at(0.99), max: at(1) };
}
