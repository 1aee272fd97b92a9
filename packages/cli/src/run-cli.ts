import { readFileSync } from "node:fs";
import { type ErrorCode, isOSOrganicError, messageOf } from "@osorganicai/core";
import { Command, CommanderError } from "commander";
import { describeSpawn } from "create-osorganicai";
import { Interrupted } from "./abandon-when-interrupted.ts";
import { addAddCommand } from "./add/add-command.ts";
import { addAuditCommand } from "./audit/audit-command.ts";
import { addDevCommand } from "./dev/dev-command.ts";
import { addDoctorCommand } from "./doctor/doctor-command.ts";
import { exitCodes } from "./exit-codes.ts";
import { addFleetCommand } from "./fleet/fleet-command.ts";
import { addMigrateCommand } from "./migrate/migrate-command.ts";
import { addPromptsCommand } from "./prompts/prompts-command.ts";
import { addRunCommand } from "./run/run-command.ts";
import { UsageError } from "./run/usage-error.ts";
import { addPurgeCommand } from "./runs/purge-command.ts";
import { addRunsCommand } from "./runs/runs-command.ts";
import { addFileCommands } from "./upgrade/files/file-commands.ts";
import { addUpgradeCommand } from "./upgrade/upgrade-command.ts";
import { addWorkerCommand } from "./worker/worker-command.ts";

/** Runs one command line; what a command needs is loaded when it runs. Resolves to the exit code; see {@link exitCodes}. */
export async function runCli(argv: readonly string[]): Promise<number> {
  let exitCode: number = exitCodes.ok;
  try {
    await createProgram((code) => (exitCode = code)).parseAsync(argv, { from: "user" });
    return exitCode;
  } catch (error) {
    return explain(error);
  }
}

function createProgram(settle: (code: number) => void): Command {
  const program = new Command("osorganicai")
    .description("Run an autonomous development team on a GitHub repository.")
    .version(version())
    .exitOverride()
    .enablePositionalOptions() // `fleet rehearse --version` is not `--version`
    .showHelpAfterError("(osorganicai --help shows what there is)")
    .addHelpText(
      "after",
      "\nExit codes: 0 done or stopped by a signal, 1 failed, 2 wrong usage, configuration or environment; a command's help has more.\n",
    );
  describeSpawn(program.command("spawn"), "osorganicai spawn", settle);
  addDevCommand(program);
  addDoctorCommand(program, settle);
  addFleetCommand(program, settle);
  addMigrateCommand(program);
  addAuditCommand(program, settle);
  addRunCommand(program, settle);
  addRunsCommand(program);
  addPurgeCommand(program);
  addUpgradeCommand(program, settle);
  addWorkerCommand(program);
  addFileCommands(program, settle);
  addAddCommand(program, settle);
  addPromptsCommand(program);
  return program;
}

function version(): string {
  const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
    readonly version: string;
  };
  return manifest.version;
}

/** Commander has printed its own message by now; every other error gets its sentence here. */
function explain(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  process.stderr.write(`osorganicai: ${messageOf(error)}\n`);
  if (error instanceof Interrupted) return error.exitCode;
  const wrongInput = isOSOrganicError(error) && inputErrors.includes(error.code);
  return wrongInput || error instanceof UsageError ? exitCodes.usage : exitCodes.failed;
}

/** Errors that were there before anything was started. */
const inputErrors: readonly ErrorCode[] = [
  "config_invalid",
  "environment_invalid",
  "database_locked",
  "executor_unavailable",
  "model_not_configured",
];
