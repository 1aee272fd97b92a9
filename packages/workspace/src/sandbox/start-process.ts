import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { constants } from "node:os";
import type { Readable, Writable } from "node:stream";
import { messageOf, OSOrganicError } from "@osorganicai/core";
import { createOutputWindow, type OutputWindow } from "./output-window.ts";

/** A sandbox and everything in it, as one thing that ends. */
export interface SandboxProcess {
  /**
   * The command's exit code, once nothing of the sandbox is left; 128 plus the signal's number when one ended it.
   * Rejects with `executor_unavailable` when the command was never reached.
   */
  readonly ended: Promise<number>;
  /** What the command has printed so far. */
  output(): string;
  /** Ends everything in the sandbox at once. Safe to call at any time. */
  kill(): void;
}

/** How a sandbox is started. */
export interface ProcessStart {
  readonly commandLine: readonly string[];
  /** Handed over as fd 4. */
  readonly filter: Uint8Array;
  readonly searchPath: string;
  readonly outputBytes: number;
}

/**
 * Starts a sandbox in a process group of its own, with one output for the command, one for what is said on the way
 * to it, and one for the mark that it was reached. The kernel kills the sandbox when we die, even by SIGKILL.
 */
export function startProcess({ commandLine, filter, searchPath, outputBytes }: ProcessStart): SandboxProcess {
  const child = spawn("setpriv", ["--pdeathsig", "KILL", ...commandLine], {
    detached: true,
    env: { PATH: searchPath },
    stdio: ["ignore", "pipe", "pipe", "pipe", "pipe"],
  });
  const [, stdout, stderr, fd3, fd4] = child.stdio;
  // A sandbox that ends before it has read the filter tells so itself.
  (fd4 as Writable).on("error", () => {}).end(filter);
  const output = collect(stdout, outputBytes);
  const complaints = collect(stderr, 4096);
  const mark = collect(fd3, 64);

  const ended = new Promise<number>((resolve, reject) => {
    child.once("error", (cause) => reject(notStarted(messageOf(cause))));
    child.once("close", (code, signal) => {
      const exitCode = code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
      if (mark.text() !== "") resolve(exitCode);
      else reject(notStarted(complaints.text().trim() || `exit code ${exitCode}`));
    });
  });
  // Whoever only wants to kill need not hear that it never began.
  ended.catch(() => {});

  return {
    ended,
    output: output.text,
    kill() {
      if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
        killSandbox(child.pid);
    },
  };
}

/**
 * With the namespace's process 1 the kernel ends all others, and whoever waits for it, as the launcher does, is told
 * when they are gone. A launcher that has not come so far is ended itself.
 */
function killSandbox(launcher: number): void {
  const [first = ""] = childrenOf(launcher);
  try {
    process.kill(first === "" ? -launcher : Number(first), "SIGKILL");
  } catch {
    // It ended between the look and the kill.
  }
}

function childrenOf(id: number): readonly string[] {
  try {
    return readFileSync(`/proc/${id}/task/${id}/children`, "utf8").trim().split(" ");
  } catch {
    return [];
  }
}

function collect(stream: unknown, maxBytes: number): OutputWindow {
  const window = createOutputWindow(maxBytes);
  (stream as Readable).on("data", window.add);
  return window;
}

function notStarted(reason: string): OSOrganicError {
  return new OSOrganicError("executor_unavailable", `The sandbox does not start: ${reason}.`);
}
