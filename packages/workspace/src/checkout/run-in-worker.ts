import { Worker } from "node:worker_threads";
import { messageOf, OSOrganicError } from "@osorganicai/core";
import type { CheckoutAnswers, CheckoutTask, WorkerAnswer } from "./checkout-worker.ts";

/** Beside this file as source, beside the bundle when built. */
const script = new URL(
  import.meta.url.endsWith(".ts") ? "./checkout-worker.ts" : "./checkout-worker.js",
  import.meta.url,
);

/** What a worker may use up before it is ended. */
const TIMEOUT_MS = 10_000;
const resourceLimits = { maxOldGenerationSizeMb: 512 };

/** A thread that has nothing to do at the moment: to start one takes longer than to look through a small checkout. */
interface Resting {
  readonly worker: Worker;
  readonly ending: NodeJS.Timeout;
}

let resting: readonly Resting[] = [];
const MOST_RESTING = 2;
const LONGEST_REST_MS = 30_000;

/**
 * Does what a checkout's content could make slow, in a thread that can be ended: regular expressions, globs and
 * `.gitignore` rules come from models and from sandboxed code, and some of them take longer than the universe has.
 *
 * @throws OSOrganicError `pattern_refused` when a pattern is not valid or nothing is found in time, `path_refused` when
 *   a file or folder cannot be looked at
 */
export async function runInWorker<Kind extends CheckoutTask["kind"]>(
  task: CheckoutTask & { readonly kind: Kind },
  timeoutMs: number = TIMEOUT_MS,
): Promise<CheckoutAnswers[Kind]> {
  const worker = wake() ?? startWorker();
  const answer = await ask<CheckoutAnswers[Kind]>(worker, task, timeoutMs);
  rest(worker);
  if (answer.ok) return answer.answer;
  if (answer.pattern) throw new OSOrganicError("pattern_refused", `${answer.reason}. Correct the pattern.`);
  throw new OSOrganicError(
    "path_refused",
    `The files cannot be looked through: ${answer.reason}. Mend or remove what is in the way by a command.`,
  );
}

function startWorker(): Worker {
  const worker = new Worker(script, { resourceLimits, execArgv: [], env: {} });
  // Whoever waits hears of it from its end.
  worker.on("error", () => undefined);
  worker.once("exit", () => forget(worker));
  return worker;
}

/** @throws OSOrganicError when the thread has ended instead of answering */
async function ask<Answer>(
  worker: Worker,
  task: CheckoutTask,
  timeoutMs: number,
): Promise<WorkerAnswer<Answer>> {
  const { promise, resolve, reject } = Promise.withResolvers<WorkerAnswer<Answer>>();
  const fail = (error: unknown): void => reject(refused(messageOf(error)));
  const end = (): void => reject(refused(`it took longer than ${timeoutMs} ms`));
  worker.once("message", resolve).once("error", fail).once("exit", end);
  const clock = setTimeout(() => void worker.terminate(), timeoutMs);
  worker.postMessage(task);
  try {
    return await promise;
  } finally {
    clearTimeout(clock);
    worker.off("message", resolve).off("error", fail).off("exit", end);
  }
}

/** Keeps a thread for the next task, for a while. It does not keep the process. */
function rest(worker: Worker): void {
  if (resting.length >= MOST_RESTING) return void worker.terminate();
  worker.unref();
  const ending = setTimeout(() => {
    forget(worker);
    void worker.terminate();
  }, LONGEST_REST_MS);
  resting = [...resting, { worker, ending: ending.unref() }];
}

function wake(): Worker | undefined {
  const last = resting.at(-1);
  if (!last) return undefined;
  clearTimeout(last.ending);
  forget(last.worker);
  last.worker.ref();
  return last.worker;
}

function forget(worker: Worker): void {
  resting = resting.filter((candidate) => candidate.worker !== worker);
}

function refused(reason: string): OSOrganicError {
  return new OSOrganicError(
    "pattern_refused",
    `The search was given up: ${reason}. Use a simpler pattern or plain text, or search fewer files.`,
  );
}
