import { execFile } from "node:child_process";

/** What a program said. */
export interface CommandEnd {
  /** undefined: it could not be started, or was stopped. */
  readonly exitCode: number | undefined;
  readonly stdout: string;
}

/** Runs a program to its end, never through a shell. Does not reject. */
export function runCommand(
  program: string,
  args: readonly string[],
  { directory, signal }: { readonly directory: string; readonly signal?: AbortSignal },
): Promise<CommandEnd> {
  return new Promise((resolve) => {
    execFile(
      program,
      [...args],
      { cwd: directory, encoding: "utf8", ...(signal && { signal }) },
      (error, stdout) => {
        const code = error === null ? 0 : error.code;
        resolve({ exitCode: typeof code === "number" ? code : undefined, stdout: stdout.trim() });
      },
    );
  });
}
