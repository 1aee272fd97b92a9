import { Worker } from "node:worker_threads";
import type { ThreadAnswer } from "./context-worker.ts";
import type { Answer, Question } from "./question.ts";

/** Beside this file as source, beside the bundle when built. */
const script = new URL(
  import.meta.url.endsWith(".ts") ? "./context-worker.ts" : "./context-worker.js",
  import.meta.url,
);

/** More than 40 000 files need. What needs more ends its thread and nothing else. */
const resourceLimits = { maxOldGenerationSizeMb: 2048 };

/**
 * Reads and looks in a thread of its own: a first index takes seconds of a processor, in which whoever works on runs has to
 * keep its promises to others. The thread and all that it held are gone with the answer.
 * @throws Error that says why there is none
 */
export async function askInThread(question: Question, timeoutMs: number): Promise<Answer> {
  const worker = new Worker(script, { workerData: question, resourceLimits, execArgv: [], env: {} });
  const answered = new Promise<ThreadAnswer>((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", () => reject(new Error(`It took longer than ${timeoutMs} ms.`)));
  });
  const clock = setTimeout(() => void worker.terminate(), timeoutMs);
  try {
    const answer = await answered;
    if (answer.ok) return answer.answer;
    throw new Error(answer.reason);
  } finally {
    clearTimeout(clock);
    await worker.terminate();
  }
}
