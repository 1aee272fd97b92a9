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
  const worker = new Worker(script, { workerData: task, resourceLimits, execArgv: [], env: {} });
  const result = new Promise<WorkerAnswer<CheckoutAnswers[Kind]>>((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", (error) => reject(refused(messageOf(error))));
    worker.once("exit", () => reject(refused(`it took longer than ${timeoutMs} ms`)));
  });
  const clock = setTimeout(() => void worker.terminate(), timeoutMs);
  try {
    const answer = await result;
    if (answer.ok) return answer.answer;
    if (answer.pattern) throw new OSOrganicError("pattern_refused", `${answer.reason}. Correct the pattern.`);
    throw new OSOrganicError(
      "path_refused",
      `The files cannot be looked through: ${answer.reason}. Mend or remove what is in the way by a command.`,
    );
  } finally {
    clearTimeout(clock);
    await worker.terminate();
  }
}

function refused(reason: string): OSOrganicError {
  return new OSOrganicError(
    "pattern_refused",
    `The search was given up: ${reason}. Use a simpler pattern or plain text, or search fewer files.`,
  );
}
