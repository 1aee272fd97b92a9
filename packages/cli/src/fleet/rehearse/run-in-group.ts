import { spawn } from "node:child_process";
import { once } from "node:events";
import type { EnvironmentVariables } from "@osorganicai/instance";

/** A program of a child's copy. */
export interface ProgramRun {
  readonly program: string;
  readonly args: readonly string[];
  readonly directory: string;
  readonly environment: EnvironmentVariables;
  /** It is stopped then, with everything it has started. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** How it ended. */
export interface ProgramEnd {
  readonly exitCode: number;
  readonly stdout: string;
  /** The last lines of all that it said. */
  readonly tail: string;
}

/** Runs it to its end, in a group of its own. Does not reject: what cannot be started ends with 127, what is too slow with 124. */
export async function runInGroup({
  program,
  args,
  directory,
  environment,
  timeoutMs,
  signal,
}: ProgramRun): Promise<ProgramEnd> {
  const child = spawn(program, [...args], {
    cwd: directory,
    env: { ...environment },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const stdout: string[] = [];
  const all: string[] = [];
  child.stdout.on("data", (chunk) => void (stdout.push(String(chunk)), all.push(String(chunk))));
  child.stderr.on("data", (chunk) => void all.push(String(chunk)));
  let late = false;
  const stop = () => {
    late = true;
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGKILL");
  };
  const timer = setTimeout(stop, timeoutMs);
  if (signal?.aborted) stop();
  signal?.addEventListener("abort", stop, { once: true });
  const code = await Promise.race([
    once(child, "close").then(([exitCode]) => (late ? 124 : ((exitCode as number | null) ?? 1))),
    once(child, "error").then(([error]) => {
      all.push(String(error));
      return 127;
    }),
  ]);
  clearTimeout(timer);
  signal?.removeEventListener("abort", stop);
  return {
    exitCode: code,
    stdout: stdout.join(""),
    tail: all.join("").trim().split("\n").slice(-15).join("\n"),
  };
}
