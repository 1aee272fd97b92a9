import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { databaseFlags } from "./database-flags.ts";

/** How a command ended. */
export interface CliEnd {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command in a process of its own. */
export interface RunningCli {
  readonly process: ChildProcess;
  readonly ended: Promise<CliEnd>;
}

/** Nothing of ours but what is needed to run: no key and no model of whoever runs the tests. */
const { PATH = "", HOME = "" } = process.env;

/** Starts `osorganicai` as a user would, without a terminal. @param through a program and its arguments that start it */
export function spawnCli(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  through: readonly string[] = [],
): RunningCli {
  const line = [
    ...through,
    process.execPath,
    ...databaseFlags,
    join(import.meta.dirname, "../bin.ts"),
    ...args,
  ];
  const child = spawn(line[0] ?? "", line.slice(1), {
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
    env: { PATH, HOME, ...environment },
  });
  return { process: child, ended: readEnd(child) };
}

async function readEnd(child: ChildProcess): Promise<CliEnd> {
  if (!child.stdout || !child.stderr) throw new Error("The command has no output.");
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { exitCode: child.exitCode, stdout, stderr };
}
