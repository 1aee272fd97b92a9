// `pnpm --filter bench fleet`: the fleet command over a hundred children on disk, and the doctor on one.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { makeFleet } from "./make-fleet.ts";
import { measureCommand } from "./measure-command.ts";

const CHILDREN = 100;
const ROUNDS = 5;
const MOST_SECONDS = 10;

const results = join(import.meta.dirname, "../../results/fleet.json");
const testChild = dirname(new URL(import.meta.resolve("test-child/package.json")).pathname);
const folder = await mkdtemp(join(tmpdir(), "bench-fleet-"));
try {
  await makeFleet(folder, CHILDREN);
  const fleet = await measureCommand(["fleet", folder, "--json"], ROUNDS);
  const doctor = await measureCommand(["doctor", "-C", testChild, "--json"], ROUNDS);
  const help = await measureCommand(["--help"], ROUNDS);
  const result = {
    node: process.version,
    processors: availableParallelism(),
    children: CHILDREN,
    mostSeconds: MOST_SECONDS,
    seconds: { fleet, doctor, help },
  };
  await writeFile(results, `${JSON.stringify(result, undefined, 2)}\n`);
  for (const [name, { median, all }] of Object.entries(result.seconds))
    process.stdout.write(
      `${name.padEnd(7)} ${median.toFixed(2)} s  (${all.map((one) => one.toFixed(2)).join(" ")})\n`,
    );
  if (fleet.median > MOST_SECONDS) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
