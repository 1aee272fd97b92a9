import { readFileSync } from "node:fs";
import { isOSOrganicError, messageOf } from "@osorganicai/core";
import { Command, CommanderError } from "commander";
import { addDevCommand } from "./dev/dev-command.ts";
import { exitCodes } from "./exit-codes.ts";
import { addMigrateCommand } from "./migrate/migrate-command.ts";

/** Runs one command line. Resolves to the exit code; see {@link exitCodes}. */
export async function runCli(argv: readonly string[]): Promise<number> {
  try {
    await createProgram().parseAsync(argv, { from: "user" });
    return exitCodes.ok;
  } catch (error) {
    return explain(error);
  }
}

function createProgram(): Command {
  const program = new Command("osorganicai")
    .description("Run an autonomous development team on a GitHub repository.")
    .version(version())
    .exitOverride()
    .showHelpAfterError("(osorganicai --help shows what there is)")
    .addHelpText(
      "after",
      "\nExit codes: 0 done or stopped by a signal, 1 failed, 2 wrong usage, configuration or environment.\n",
    );
  addDevCommand(program);
  addMigrateCommand(program);
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
  const wrongInput =
    isOSOrganicError(error) &&
    ["config_invalid", "environment_invalid", "database_locked", "model_not_configured"].includes(error.code);
  return wrongInput ? exitCodes.usage : exitCodes.failed;
}
