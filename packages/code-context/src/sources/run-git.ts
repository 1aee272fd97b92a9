import { spawn } from "node:child_process";
import { buffer, text } from "node:stream/consumers";
import { OSOrganicError } from "@osorganicai/core";

/** Runs git on one repository. @returns what it prints @throws Error with git's complaint as message */
export type Git = (args: readonly string[], input?: string) => Promise<Buffer>;

/**
 * Git that only reads and obeys no configuration of the machine or the user, and of the repository nothing that runs a
 * program: no hooks, no monitor, no filters, no questions, no network.
 * @param gitDir a bare repository or the `.git` of a checkout
 */
export function createGit(gitDir: string): Git {
  return async function git(args, input = "") {
    const child = spawn("git", ["--git-dir", gitDir, ...args], { env: gitSettings });
    const ended = new Promise<number | null>((resolve, reject) => {
      child.once("error", (cause) => reject(withoutGit(cause)));
      child.once("close", resolve);
    });
    child.stdin.on("error", () => {}); // Git may end before it has read everything; its exit code tells.
    child.stdin.end(input);
    const [output, complaint, exitCode] = await Promise.all([
      buffer(child.stdout),
      text(child.stderr),
      ended,
    ]);
    if (exitCode === 0) return output;
    throw new Error(complaint.trim() || `git ${args[0]} ended with ${exitCode}`);
  };
}

/** The environment of a git that only reads, and obeys nothing but its arguments. */
export const gitSettings: Readonly<Record<string, string>> = {
  PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/homebrew/bin",
  LC_ALL: "C",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_ATTR_NOSYSTEM: "1",
  GIT_TERMINAL_PROMPT: "0",
  GIT_OPTIONAL_LOCKS: "0",
  GIT_NO_LAZY_FETCH: "1",
  GIT_CONFIG_COUNT: "3",
  GIT_CONFIG_KEY_0: "core.hooksPath",
  GIT_CONFIG_VALUE_0: "/dev/null",
  GIT_CONFIG_KEY_1: "core.fsmonitor",
  GIT_CONFIG_VALUE_1: "false",
  GIT_CONFIG_KEY_2: "safe.directory",
  GIT_CONFIG_VALUE_2: "*",
};

/** What is said where there is no git. */
export function withoutGit(cause: unknown): OSOrganicError {
  return new OSOrganicError("executor_unavailable", "The machine has no git. Install git 2.32 or newer.", {
    cause,
  });
}
