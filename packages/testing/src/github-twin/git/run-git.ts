import { spawn } from "node:child_process";
import { OSOrganicError } from "@osorganicai/core";

/** One call of git. */
export interface GitCall {
  /** The git directory; it is never searched for. */
  readonly directory: string;
  readonly args: readonly string[];
  /** Standard input. */
  readonly input?: string | Uint8Array;
  /** Added to the fixed environment, e.g. an author. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** What a call left behind. */
export interface GitResult {
  readonly exitCode: number;
  readonly output: Buffer;
  readonly errors: string;
}

/** Complete on purpose: nobody's own git configuration may change what the twin answers, or run a hook. */
export const gitEnvironment: Readonly<Record<string, string>> = {
  PATH: "/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_TERMINAL_PROMPT: "0",
  LC_ALL: "C",
};

/**
 * Runs git and tells how it went, whatever the exit code.
 * @throws OSOrganicError `environment_invalid` when there is no git
 */
export function runGit({ directory, args, input, environment }: GitCall): Promise<GitResult> {
  return new Promise((resolve, reject) => {
    const child = spawn("git", args, { env: { ...gitEnvironment, GIT_DIR: directory, ...environment } });
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
    child.on("error", (cause) => reject(gitMissing(cause)));
    child.on("close", (exitCode) =>
      resolve({
        exitCode: exitCode ?? 1,
        output: Buffer.concat(output),
        errors: Buffer.concat(errors).toString(),
      }),
    );
    // Git may end before it has read everything; the exit code tells why.
    child.stdin.on("error", () => {});
    child.stdin.end(input);
  });
}

function gitMissing(cause: unknown): OSOrganicError {
  return new OSOrganicError("environment_invalid", "git could not be started. Install git 2.38 or newer.", {
    cause,
  });
}
