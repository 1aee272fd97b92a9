// Tries `osorganicai run` on public repositories, with a scripted model.
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { messageOf } from "@osorganicai/core";
import { renderTable } from "./render-table.ts";
import { runTrial, type TrialResult } from "./run-trial.ts";
import type { Trial } from "./trial.ts";
import { trials } from "./trials/index.ts";

const help = `Usage: try:foreign [--from <folder>] [--only <name>]… [--keep]

Clones each repository, installs it, runs the built \`osorganicai run\` on it with a scripted model, and looks at what
became of it. Nothing of it stays, unless with --keep.

  --from <folder>  clones or bare repositories, as <owner>+<name>/repo, <name> or <name>.git (default: GitHub)
  --only <name>    one of ${trials.map(({ name }) => name).join(", ")}; may be given several times
  --keep           leave the clones where they are, and say where

Progress goes to stderr, the table to stdout. Exit codes: 0 all are green and untouched, 1 not all, 2 wrong usage.
`;

process.exitCode = await main();

async function main(): Promise<number> {
  const options = readOptions();
  if (typeof options === "string") {
    process.stderr.write(`${options}\n\n${help}`);
    return 2;
  }
  if (options.help) {
    process.stdout.write(help);
    return 0;
  }
  const scratch = await realpath(await mkdtemp(join(tmpdir(), "foreign-")));
  try {
    return await tryAll(options.wanted, options.from, scratch);
  } finally {
    if (options.keep) process.stderr.write(`The clones are in ${scratch}\n`);
    else await rm(scratch, { recursive: true, force: true });
  }
}

interface Options {
  readonly from: string | undefined;
  readonly wanted: readonly Trial[];
  readonly keep: boolean;
  readonly help: boolean;
}

/** What is wrong, when something is. */
function readOptions(): Options | string {
  const flags = { type: "boolean", default: false } as const;
  try {
    const { values } = parseArgs({
      options: {
        from: { type: "string" },
        only: { type: "string", multiple: true },
        keep: flags,
        help: flags,
      },
    });
    const unknown = values.only?.find((name) => !trials.some((trial) => trial.name === name));
    if (unknown !== undefined) return `There is no repository ${unknown} here.`;
    const wanted = trials.filter(({ name }) => values.only?.includes(name) ?? true);
    return { from: values.from, wanted, keep: values.keep, help: values.help };
  } catch (error) {
    return messageOf(error);
  }
}

/** One after the other: they would take each other's time. */
async function tryAll(wanted: readonly Trial[], from: string | undefined, scratch: string): Promise<number> {
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  const results: TrialResult[] = [];
  const failures: string[] = [];
  for (const trial of wanted) {
    try {
      const result = await runTrial(trial, { from, scratch, say });
      results.push(result);
      if (!isGood(result))
        failures.push(`${trial.name}: ${result.reason ?? "not as it should be, see the table"}`);
    } catch (error) {
      failures.push(messageOf(error));
    }
  }
  process.stdout.write(`${renderTable(results)}\n`);
  for (const failure of failures) say(`\nNot green: ${failure}`);
  return failures.length === 0 ? 0 : 1;
}

function isGood({ exitCode, redToGreen, differences }: TrialResult): boolean {
  return exitCode === 0 && redToGreen && differences.length === 0;
}
