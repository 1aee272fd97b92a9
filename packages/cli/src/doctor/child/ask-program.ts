import { execFile } from "node:child_process";

/** What a program said. */
export interface ProgramAnswer {
  /** undefined: it could not be started, or was stopped. */
  readonly exitCode: number | undefined;
  readonly stdout: string;
}

/** Runs a program to its end, never through a shell. Does not reject. */
export function askProgram(
  program: string,
  args: readonly string[],
  { directory, signal }: { readonly directory: string; readonly signal?: AbortSignal },
): Promise<ProgramAnswer> {
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
