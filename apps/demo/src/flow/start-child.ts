import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";

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
}

/** A running child: `osorganicai dev` in a process of its own. */
export interface Child {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly port: number;
  /** SIGKILL: as if the machine had lost power. */
  kill(): Promise<void>;
  /** SIGTERM: what is under way ends first. */
  stop(): Promise<void>;
}

/** Starts the child as a user would, and waits until it listens. */
export async function startChild({
  directory,
  stateDirectory,
  environment,
  port,
}: ChildOptions): Promise<Child> {
  const { PATH = "", HOME = "" } = process.env;
  const flags = [
    "dev",
    "--json",
    "--port",
    String(port),
    "--directory",
    directory,
    "--state",
    stateDirectory,
  ];
  const child = spawn(process.execPath, [cliPath(), ...flags], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH, HOME, ...environment },
  });
  const said: string[] = [];
  child.stderr.on("data", (chunk) => said.push(String(chunk)));
  const url = await untilListening(child, said);
  return {
    url,
    port: Number(new URL(url).port),
    kill: () => end(child, "SIGKILL"),
    stop: () => end(child, "SIGTERM"),
  };
}

function cliPath(): string {
  return join(dirname(createRequire(import.meta.url).resolve("osorganicai/package.json")), "dist", "bin.js");
}

async function untilListening(child: ChildProcess, said: readonly string[]): Promise<string> {
  const lines = createInterface({ input: child.stdout ?? process.stdin });
  return new Promise((resolve, reject) => {
    lines.once("line", (line) => resolve((JSON.parse(line) as { readonly url: string }).url));
    child.once("exit", (code) =>
      reject(new Error(`The child ended with exit code ${code} before it listened.\n${said.join("")}`)),
    );
  });
}

async function end(child: ChildProcess, signal: "SIGKILL" | "SIGTERM"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill(signal);
  await ended;
}
