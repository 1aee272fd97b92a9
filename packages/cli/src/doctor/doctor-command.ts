import { resolve } from "node:path";
import type { Command } from "commander";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { checkNames } from "./check-names.ts";
import { renderDoctor } from "./render-doctor.ts";
import type { DoctorReport } from "./run-doctor.ts";

/** `osorganicai doctor`. @param settle told what the process ends with */
export function addDoctorCommand(program: Command, settle: (code: number) => void): void {
  program
    .command("doctor")
    .description(
      "look at a child and at whatever it depends on, and say what is wrong, why, and how to put it right",
    )
    .option("-C, --directory <folder>", "folder of the child", ".")
    .option("--only <check>", "one check; may be given several times", collect, [])
    .option("--live", "also ask the model for one word, which costs a few tokens", false)
    .option("--json", "print one JSON object", false)
    .addHelpText("after", help)
    .action(async ({ directory, only, live, json }: DoctorFlags) => {
      const { runDoctor } = await import("./run-doctor.ts");
      const report = await runDoctor({
        directory: resolve(directory),
        environment: process.env,
        nodeVersion: process.version,
        only,
        live,
        now: () => performance.now(),
      });
      const columns = process.stdout.isTTY ? process.stdout.columns : undefined;
      process.stdout.write(json ? `${JSON.stringify(report)}\n` : renderDoctor(report, columns));
      settle(exitCodeOf(report));
    });
}

interface DoctorFlags {
  readonly directory: string;
  readonly only: readonly string[];
  readonly live: boolean;
  readonly json: boolean;
}

const help = `
Checks: ${checkNames.join(", ")}

Example:
  osorganicai doctor
  osorganicai doctor --only conflicts --only sql
  ANTHROPIC_API_KEY=… osorganicai doctor --live --only model

Variables of the environment are named and never shown. Without an instance's variables only the folder is looked at.

Exit codes:
    0  no errors; there may be warnings, and what was not asked
    1  there are errors
    2  wrong flags, or the folder is no child: nothing was looked at
    5  files wait for osorganicai resolve, whatever else there is
`;

function collect(value: string, values: readonly string[]): readonly string[] {
  return [...values, ...value.split(",").map((name) => name.trim())];
}

function exitCodeOf({ parked, counts }: DoctorReport): ExitCode {
  if (parked.length > 0) return exitCodes.parked;
  return counts.error > 0 ? exitCodes.failed : exitCodes.ok;
}
