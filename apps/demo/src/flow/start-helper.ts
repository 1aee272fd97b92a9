import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { endProcess } from "./end-process.ts";
import type { HelperMessage } from "./serve-helper.ts";

/** A process that serves the flow and ends with it. */
export interface Helper {
  readonly url: string;
  stop(): Promise<void>;
}

/** How a helper is started. */
export interface HelperStart {
  /** One of the entries beside this file. */
  readonly entry: "twin-main.ts" | "double-main.ts" | "../preview/functions-main.ts";
  /** Given to it as JSON. */
  readonly options: object;
  /** All that it gets beside PATH and HOME. @default the environment of this process */
  readonly environment?: Readonly<Record<string, string>>;
  /** Ends it while it starts. */
  readonly signal: AbortSignal | undefined;
}

/** Starts a helper. It ends when its channel closes, so that nothing is left behind when the demo dies. */
export async function startHelper({ entry, options, environment, signal }: HelperStart): Promise<Helper> {
  signal?.throwIfAborted();
  const { PATH, HOME } = process.env;
  const child = fork(join(import.meta.dirname, entry), [JSON.stringify(options)], {
    ...(environment && { env: { PATH, HOME, ...environment } }),
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const stop = (): Promise<void> => endProcess(child, () => child.connected && child.disconnect());
  try {
    return { url: await untilReady(child, entry, signal), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function untilReady(child: ChildProcess, entry: string, signal: AbortSignal | undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    signal?.addEventListener("abort", () => reject(signal.reason));
    child.once("message", (message: HelperMessage) =>
      "url" in message ? resolve(message.url) : reject(new Error(message.error)),
    );
    child.once("exit", (code) =>
      reject(new Error(`${entry} ended with exit code ${code} before it was ready.`)),
    );
  });
}
