import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** A worker in a process of its own. */
export interface RunningWorker {
  /** Resolves when it has said this. */
  said(line: string): Promise<void>;
  /** SIGKILL. */
  kill(): Promise<void>;
}

/** Starts one of `workers/`. */
export function startWorker(
  name: "ours" | "bare",
  environment: Readonly<Record<string, string>>,
): RunningWorker {
  const { PATH = "" } = process.env;
  const child = spawn(process.execPath, [join(import.meta.dirname, "workers", `${name}.ts`)], {
    env: { PATH, NODE_ENV: "production", ...environment },
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  const heard = new Set<string>();
  const lines = createInterface(child.stdout ?? process.stdin);
  lines.on("line", (line) => heard.add(line));
  const ended = once(child, "exit");
  return {
    async said(line) {
      while (!heard.has(line)) {
        const [, isLine] = await Promise.race([
          once(lines, "line").then(() => [undefined, true] as const),
          ended.then(() => [undefined, false] as const),
        ]);
        if (!isLine) throw new Error(`The worker ${name} ended before it said: ${line}`);
      }
    },
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
