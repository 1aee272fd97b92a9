import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";

/** How a program is started. */
export interface CommandOptions {
  readonly directory?: string;
  /** Added to our own. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Gets what the program says on standard error, while it says it. */
  readonly onError?: (text: string) => void;
}

/** How it ended. */
export interface CommandEnd {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end. A program that cannot be started ends with 127. */
export async function runCommand(
  program: string,
  args: readonly string[],
  { directory, environment = {}, onError }: CommandOptions = {},
): Promise<CommandEnd> {
  const child = spawn(program, args, {
    ...(directory !== undefined && { cwd: directory }),
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (onError) child.stderr.on("data", (chunk) => onError(String(chunk)));
  const closed = once(child, "close").catch((error: unknown) => [127, String(error)]);
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
  return { exitCode: typeof code === "number" ? code : 1, stdout, stderr };
}
