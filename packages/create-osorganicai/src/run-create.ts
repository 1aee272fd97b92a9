import { Command, CommanderError } from "commander";
import { describeSpawn } from "./command/describe-spawn.ts";
import { spawnExitCodes } from "./command/exit-codes.ts";
import { readVersion } from "./read-version.ts";

/** Runs one command line of `create-osorganicai`. Resolves to the exit code. */
export async function runCreate(argv: readonly string[]): Promise<number> {
  let exitCode: number = spawnExitCodes.ok;
  const program = new Command("create-osorganicai")
    .version(readVersion())
    .exitOverride()
    .showHelpAfterError("(--help shows what there is)");
  describeSpawn(program, "pnpm create osorganicai", (code) => (exitCode = code));
  try {
    await program.parseAsync(argv, { from: "user" });
    return exitCode;
  } catch (error) {
    // Commander has printed its own message by now.
    if (error instanceof CommanderError)
      return error.exitCode === 0 ? spawnExitCodes.ok : spawnExitCodes.usage;
    throw error;
  }
}
