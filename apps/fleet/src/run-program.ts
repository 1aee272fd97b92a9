import { type ChildProcess, spawn } from "node:child_process";
import { text } from "node:stream/consumers";

/** Where a program runs. */
export interface ProgramOptions {
  /** Absolute path of its working folder. */
  readonly cwd: string;
  /** All of its environment; nothing is inherited. */
  readonly environment: Readonly<Record<string, string>>;
}

/** What came of a program. */
export interface ProgramResult {
  /** Null when a signal ended it. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end, whatever its exit code; there is no shell in between. */
export async function tryProgram(
  [program = "", ...arguments_]: readonly string[],
  { cwd, environment }: ProgramOptions,
): Promise<ProgramResult> {
  const child = spawn(program, arguments_, { cwd, env: environment, stdio: ["ignore", "pipe", "pipe"] });
  const [stdout, stderr, exitCode] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    exitOf(child),
  ]);
  return { exitCode, stdout, stderr };
}

/**
 * Runs a program that must succeed.
 * @returns what it wrote to standard output
 * @throws Error with all that it said
 */
export async function runProgram(command: readonly string[], options: ProgramOptions): Promise<string> {
  const { exitCode, stdout, stderr } = await tryProgram(command, options);
  if (exitCode === 0) return stdout;
  throw new Error(
    `${command.join(" ")} in ${options.cwd} ended with ${exitCode}.\n${stdout.slice(-4_000)}\n${stderr.slice(-4_000)}`,
  );
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
}
