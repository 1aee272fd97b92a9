import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { endProcess } from "./end-process.ts";

/** How the child is run. */
export interface ChildOptions {
  /** Folder of the child. */
  readonly directory: string;
  /** Folder of its database: a restart goes on from there. */
  readonly stateDirectory: string;
  /** Added to PATH and HOME. */
  readonly environment: Readonly<Record<string, string>>;
  /** 0 takes a free one; a restart must take the same. */
  readonly port: number;
  /** Ends it while it starts. */
  readonly signal?: AbortSignal | undefined;
}

/** A running child: `osorganicai dev` in a process of its own. */
export interface Child {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly port: number;
  /** SIGKILL: as if the machine had lost power. */
  kill(): Promise<void>;
  /** What is under way ends first. */
  stop(): Promise<void>;
}

/** Starts the child as a user would, and waits until it listens. It ends with its standard input, and so with us. */
export async function startChild(options: ChildOptions): Promise<Child> {
  options.signal?.throwIfAborted();
  const child = spawnChild(options);
  const stop = (): Promise<void> => endProcess(child, () => child.stdin.end());
  try {
    const url = await untilListening(child, options.signal);
    const kill = (): Promise<void> => endProcess(child, () => child.kill("SIGKILL"));
    return { url, port: Number(new URL(url).port), kill, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Its Postgres is WebAssembly: optimising that takes seconds, which a short life does not give back. */
const databaseFlags = ["--liftoff-only"];

function spawnChild({ directory, stateDirectory, environment, port }: ChildOptions) {
  const { PATH = "", HOME = "", TMPDIR } = process.env;
  const places = ["--port", String(port), "--directory", directory, "--state", stateDirectory];
  const child = spawn(
    process.execPath,
    [...databaseFlags, cliPath(directory), "dev", "--json", "--until-stdin-ends", ...places],
    {
      env: { PATH, HOME, ...(TMPDIR && { TMPDIR }), ...environment },
    },
  );
  // It may be gone when its standard input is ended.
  child.stdin.on("error", () => {});
  return child;
}

/** The child's own. */
function cliPath(directory: string): string {
  const { resolve } = createRequire(join(directory, "package.json"));
  return join(dirname(resolve("osorganicai/package.json")), "dist", "bin.js");
}

function untilListening(
  child: ChildProcessWithoutNullStreams,
  signal: AbortSignal | undefined,
): Promise<string> {
  const said: string[] = [];
  child.stderr.on("data", (chunk) => said.push(String(chunk)));
  return new Promise((resolve, reject) => {
    signal?.addEventListener("abort", () => reject(signal.reason));
    createInterface({ input: child.stdout }).once("line", (line) =>
      resolve((JSON.parse(line) as { readonly url: string }).url),
    );
    child.once("close", (code) =>
      reject(
        new Error(`The child ended with exit code ${code} before it listened.\n${said.join("")}`.trim()),
      ),
    );
  });
}
