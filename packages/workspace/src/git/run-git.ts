import { spawn } from "node:child_process";
import { dirname } from "node:path";
import { buffer, text } from "node:stream/consumers";
import { OSOrganicError } from "@osorganicai/core";
import { systemPath } from "../system-path.ts";

/** What one call of git gets beside its arguments. */
export interface GitCall {
  readonly input?: string | Uint8Array;
  readonly environment?: Readonly<Record<string, string>>;
  /** @default 120_000 */
  readonly timeoutMs?: number;
}

/** Runs git on one bare repository. @returns what it prints @throws Error with git's complaint as message */
export type Git = (args: readonly string[], call?: GitCall) => Promise<Buffer>;

/**
 * Git that obeys nobody but us: no configuration of the machine, of the user or of a checkout, no hooks, no helpers,
 * no questions, no other protocol than these. It stands in the repository's parent and never in a checkout.
 */
export function createGit(gitFolder: string): Git {
  return async function git(args, { input = "", environment = {}, timeoutMs = 120_000 } = {}) {
    const child = spawn("git", args, {
      cwd: dirname(gitFolder),
      env: { ...settings, GIT_DIR: gitFolder, ...environment },
      timeout: timeoutMs,
      killSignal: "SIGKILL",
    });
    const code = new Promise<number | null>((resolve, reject) => {
      child.once("error", (cause) => reject(withoutGit(cause)));
      child.once("close", resolve);
    });
    // Git may end before it has read everything; its exit code tells.
    child.stdin.on("error", () => {});
    child.stdin.end(input);
    const [output, complaint, exitCode] = await Promise.all([buffer(child.stdout), text(child.stderr), code]);
    if (exitCode === 0) return output;
    throw new Error(
      complaint.trim() || `git ${args[0]} ended with ${exitCode ?? `no answer in ${timeoutMs} ms`}`,
    );
  };
}

const configuration: Readonly<Record<string, string>> = {
  "core.hooksPath": "/dev/null",
  "core.fsmonitor": "false",
  "gc.auto": "0",
  "maintenance.auto": "false",
  "credential.helper": "",
  "fetch.recurseSubmodules": "false",
  // One pack instead of a file for each object, which a mirror can share with the next one.
  "fetch.unpackLimit": "1",
  // An unreachable host must not hold a run for ever.
  "http.lowSpeedLimit": "1000",
  "http.lowSpeedTime": "60",
};

const settings: Readonly<Record<string, string>> = {
  PATH: systemPath,
  LC_ALL: "C",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_ATTR_NOSYSTEM: "1",
  GIT_TERMINAL_PROMPT: "0",
  GIT_ALLOW_PROTOCOL: "https:http:file",
  ...configurationVariables(configuration),
};

/** Configuration that no file and no command line shows; `first` continues what another call began. */
export function configurationVariables(
  values: Readonly<Record<string, string>>,
  first = 0,
): Readonly<Record<string, string>> {
  const entries = Object.entries(values).flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${first + index}`, key],
    [`GIT_CONFIG_VALUE_${first + index}`, value],
  ]);
  return { ...Object.fromEntries(entries), GIT_CONFIG_COUNT: String(first + entries.length / 2) };
}

/** How many variables every call has already. */
export const configurationCount: number = Object.keys(configuration).length;

function withoutGit(cause: unknown): OSOrganicError {
  return new OSOrganicError("executor_unavailable", "The machine has no git. Install git 2.32 or newer.", {
    cause,
  });
}
