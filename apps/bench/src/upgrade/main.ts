// pnpm --filter bench upgrade [children] [versions]: what `osorganicai upgrade` does to children that their users edit, beside
// `git merge template/main`. Writes results/upgrade.json.
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { measureMerges } from "./measure-merges.ts";
import { measureUpgrades } from "./measure-upgrades.ts";
import { createVersions } from "./template-versions.ts";

const [children = 100, versions = 10] = process.argv.slice(2).map(Number);
const template = createVersions(versions);
const { millisecondsEach, ...upgrade } = await measureUpgrades(template, children);
const sorted = millisecondsEach.toSorted((a, b) => a - b);
const at = (share: number) => Math.round((sorted[Math.floor((sorted.length - 1) * share)] ?? 0) * 10) / 10;
const result = {
  children,
  versions,
  machine: { node: process.version, cpus: cpus().length },
  upgrade: { ...upgrade, milliseconds: { median: at(0.5), p99: at(0.99), max: at(1) } },
  merge: measureMerges(template, children),
};
const folder = join(import.meta.dirname, "../../results");
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, "upgrade.json"), `${JSON.stringify(result, null, 2)}\n`);
process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
if (upgrade.lostEdits > 0 || upgrade.brokenBuilds > 0 || at(0.99) > 2000) process.exitCode = 1;
