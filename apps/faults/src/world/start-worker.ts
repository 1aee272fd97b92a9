import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import type { FromChild, ToChild, WorkerOptions } from "../child/messages.ts";
import type { Point } from "../child/point.ts";
import { packChild } from "./pack-child.ts";

/** A child of the product in a process of its own. */
export interface Worker {
  readonly pid: number;
  readonly port: number;
  /** Where its deliveries go. */
  readonly url: string;
  /** Resolves when its engine is started and its sweep is over, or when it is gone. */
  readonly working: Promise<void>;
  /** Resolves when it is gone. */
  readonly ended: Promise<Ending>;
  /** Counts places anew and says at which one it dies. */
  arm(order: ToChild): Promise<void>;
  signal(signal: NodeJS.Signals): void;
  /** SIGKILL, as if the machine had lost power. */
  kill(): Promise<void>;
}

/** How a child came to its end. */
interface Ending {
  readonly signal: NodeJS.Signals | null;
  /** The place where it was told to die, if it did. */
  readonly at: Point | undefined;
}

/** How it is started. */
export interface WorkerStart {
  readonly options: WorkerOptions;
  readonly environment: Readonly<Record<string, string>>;
  /** Told about every place while it records. */
  readonly onPoint?: (point: Point) => void;
  /** Whatever it writes on its standard error. */
  readonly onComplaint?: (text: string) => void;
}

/** No collecting of garbage, no optimizing of HTTP's parser, and all that was compiled once is kept for the next life. */
const forShortLives = ["--min-semi-space-size=32", "--liftoff-only", "--no-flush-bytecode"];

/** One that was stopped cannot see that we are gone. */
const living = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of living) child.kill("SIGKILL");
});

let packed: Promise<string> | undefined;

/** Starts it. Resolves when it takes deliveries. @throws Error when it ends before */
export async function startWorker(start: WorkerStart): Promise<Worker> {
  const { options, environment, onPoint, onComplaint } = start;
  const child = fork(await (packed ??= packChild()), [JSON.stringify(options)], {
    env: environmentOf(environment),
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    execArgv: forShortLives,
  });
  living.add(child);
  child.once("exit", () => living.delete(child));
  child.stderr?.on("data", (text) => onComplaint?.(String(text)));
  const ended = watchEnd(child);
  const told = tellers(child, onPoint);
  const listening = await Promise.race([told.listening, ended.then(() => undefined)]);
  if (!listening) throw new Error("The child ended before it took deliveries.");
  return {
    ...listening,
    pid: child.pid ?? 0,
    ended,
    working: Promise.race([told.working, ended.then(() => undefined)]),
    async arm(order) {
      const armed = told.nextArmed();
      if (child.connected) child.send(order);
      await Promise.race([armed, ended]);
    },
    signal: (signal) => void child.kill(signal),
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/** What it wrote at its last place is there before its streams are closed. */
async function watchEnd(child: ChildProcess): Promise<Ending> {
  let said = "";
  child.stdout?.on("data", (text) => (said += String(text)));
  const [, signal] = await once(child, "close");
  const last = said.slice(said.lastIndexOf("\n") + 1);
  return { signal, at: last.startsWith('{"label"') ? (JSON.parse(last) as Point) : undefined };
}

/** What the child says, as promises. */
function tellers(child: ChildProcess, onPoint: WorkerStart["onPoint"]) {
  const listening = Promise.withResolvers<{ readonly url: string; readonly port: number }>();
  const working = Promise.withResolvers<void>();
  let armed = Promise.withResolvers<void>();
  child.on("message", (message: FromChild) => {
    if (message.kind === "listening") listening.resolve(message);
    if (message.kind === "working") working.resolve();
    if (message.kind === "armed") armed.resolve();
    if (message.kind === "point") onPoint?.(message.point);
  });
  return {
    listening: listening.promise,
    working: working.promise,
    nextArmed(): Promise<void> {
      armed = Promise.withResolvers<void>();
      return armed.promise;
    },
  };
}

function environmentOf(environment: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const { PATH = "", HOME = "", NODE_COMPILE_CACHE, NODE_OPTIONS } = process.env;
  return {
    PATH,
    HOME,
    ...(NODE_COMPILE_CACHE && { NODE_COMPILE_CACHE }),
    ...(NODE_OPTIONS && { NODE_OPTIONS }),
    NODE_NO_WARNINGS: "1",
    ...environment,
  };
}
