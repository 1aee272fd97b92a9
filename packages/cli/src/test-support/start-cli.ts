import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";
import { databaseFlags } from "./database-flags.ts";

/** How the command line is started. */
export interface CliStart {
  readonly argv: readonly string[];
  readonly directory: string;
  /** The whole environment. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** The command line in a process of its own, which does not outlive its test. */
export interface RunningCli {
  readonly process: ChildProcess;
  /** The first line on standard output. */
  readonly firstLine: Promise<string>;
  /** When the process is gone, with all that it printed. */
  readonly ended: Promise<{ readonly exitCode: number | null; readonly output: string }>;
}

const entry = new URL("../bin.ts", import.meta.url).pathname;

/** Starts it as a user does. Its standard input stays open. */
export function startCli({ argv, directory, environment = {} }: CliStart): RunningCli {
  const cli = spawn(process.execPath, [...databaseFlags, entry, ...argv], {
    cwd: directory,
    env: { ...environment },
  });
  onTestFinished(() => void cli.kill("SIGKILL"));
  const said: string[] = [];
  for (const stream of [cli.stdout, cli.stderr]) stream.on("data", (chunk) => said.push(String(chunk)));
  const firstLine = once(createInterface({ input: cli.stdout }), "line").then(([line]) => String(line));
  const ended = once(cli, "close").then(([exitCode]) => ({
    exitCode: exitCode as number | null,
    output: said.join(""),
  }));
  return { process: cli, firstLine, ended };
}
