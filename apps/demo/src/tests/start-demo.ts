import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { accessSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { onTestFinished } from "vitest";

/** The demo in a process of its own, with a folder for temporary files of its own. */
export interface RunningDemo {
  readonly process: ChildProcessWithoutNullStreams;
  /** Its TMPDIR. */
  readonly folder: string;
  /** Resolves when this was printed. */
  said(text: string): Promise<void>;
  /** When the process is gone. */
  readonly ended: Promise<{ readonly exitCode: number | null; readonly output: string }>;
}

const entry = join(import.meta.dirname, "..", "main.ts");

/** The command line of the demo, for a shell. */
export const demoCommand = `${process.execPath} ${entry}`;

type Environment = Readonly<Record<string, string>>;

/** Starts `demo` with these flags; `environment` is added to PATH, HOME and TMPDIR. */
export const startDemo = (environment: Environment, ...flags: readonly string[]): Promise<RunningDemo> =>
  start(process.execPath, [entry, ...flags], environment);

/** Runs a command line on a terminal of its own; what is written to its standard input is typed there. */
export const typeOnTerminal = (command: string): Promise<RunningDemo> =>
  start("script", ["-qec", `stty cols 140; exec ${command}`, "/dev/null"]);

/** Whether this machine can make a terminal. */
export const hasTerminal: boolean = (process.env["PATH"] ?? "").split(":").some((folder) => {
  try {
    accessSync(join(folder, "script"));
    return true;
  } catch {
    return false;
  }
});

async function start(
  command: string,
  flags: readonly string[],
  environment: Environment = {},
): Promise<RunningDemo> {
  const folder = await mkdtemp(join(tmpdir(), "demo-test-"));
  const { PATH = "", HOME = "" } = process.env;
  const demo = spawn(command, flags, {
    env: { PATH, HOME, SHELL: "/bin/sh", TMPDIR: folder, ...environment },
  });
  onTestFinished(async () => {
    demo.kill("SIGKILL");
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  let output = "";
  for (const stream of [demo.stdout, demo.stderr]) stream.on("data", (chunk) => (output += String(chunk)));
  return {
    process: demo,
    folder,
    async said(text) {
      while (!output.includes(text)) {
        if (demo.exitCode !== null) throw new Error(`It ended before it said "${text}":\n${output}`);
        await wait(20);
      }
    },
    ended: once(demo, "close").then(([exitCode]) => ({ exitCode: exitCode as number | null, output })),
  };
}

/** Command lines of all processes that know the folder. */
export function processesOf(folder: string): readonly string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((id) => {
      const command = look(() => readFileSync(`/proc/${id}/cmdline`, "utf8")).replaceAll("\0", " ");
      const place = look(() => readlinkSync(`/proc/${id}/cwd`));
      return command.includes(folder) || place.startsWith(folder) ? [command.slice(0, 200)] : [];
    });
}

/** A process may end while it is looked at. */
function look(read: () => string): string {
  try {
    return read();
  } catch {
    return "";
  }
}
