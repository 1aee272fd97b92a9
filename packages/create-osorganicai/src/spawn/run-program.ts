import { spawn } from "node:child_process";

/** How a program ended. */
export interface ProgramEnd {
  /** 127 when there is no such program, as in a shell. */
  readonly exitCode: number;
  /** What it said on standard output. */
  readonly stdout: string;
  /** The last of what it said on both, for a person. */
  readonly tail: string;
}

/** How a program is run. */
export interface ProgramOptions {
  readonly directory: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Ends it. */
  readonly signal?: AbortSignal | undefined;
}

const TAIL_LINES = 20;

/** Runs a program with these arguments, never through a shell. @throws what the signal was aborted with, once it is gone */
export async function runProgram(
  command: string,
  arguments_: readonly string[],
  { directory, environment, signal }: ProgramOptions,
): Promise<ProgramEnd> {
  signal?.throwIfAborted();
  const child = spawn(command, arguments_, {
    cwd: directory,
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const stop = (): boolean => child.kill("SIGTERM");
  signal?.addEventListener("abort", stop);
  const [stdout, all]: [string[], string[]] = [[], []];
  child.stdout.setEncoding("utf8").on("data", (text: string) => stdout.push(text) && all.push(text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => all.push(text));
  const exitCode = await new Promise<number>((resolve) => {
    child.once("error", (error: NodeJS.ErrnoException) => {
      all.push(error.message);
      resolve(error.code === "ENOENT" ? 127 : 1);
    });
    child.once("close", (code) => resolve(code ?? 1));
  });
  signal?.removeEventListener("abort", stop);
  signal?.throwIfAborted();
  return { exitCode, stdout: stdout.join(""), tail: lastLines(all.join("")) };
}

function lastLines(text: string): string {
  return text.trimEnd().split("\n").slice(-TAIL_LINES).join("\n");
}
