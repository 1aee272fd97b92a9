import { MessageChannel, Worker } from "node:worker_threads";
import type { ThreadAnswer } from "./context-worker.ts";
import type { Answer, Question, ThreadWork } from "./question.ts";
import { serveServices } from "./serve-services.ts";
import { methodsOf, type ServiceName, type Services } from "./services.ts";

/** Beside this file as source, beside the bundle when built. */
const script = new URL(
  import.meta.url.endsWith(".ts") ? "./context-worker.ts" : "./context-worker.js",
  import.meta.url,
);

/** More than 40 000 files need. What needs more ends its thread and nothing else. */
const resourceLimits = { maxOldGenerationSizeMb: 2048 };

/** What is asked, and what the thread may use for it. */
export interface ThreadRequest {
  readonly question: Question;
  readonly services: Services;
  readonly timeoutMs: number;
}

/**
 * Reads and looks in a thread of its own: a first index takes seconds of a processor, in which whoever works on runs has to
 * keep its promises to others. The thread and all that it held are gone with the answer.
 * @throws Error that says why there is none
 */
export async function askInThread({ question, services, timeoutMs }: ThreadRequest): Promise<Answer> {
  const { port1: near, port2: port } = new MessageChannel();
  serveServices(near, services);
  const offered = (Object.keys(methodsOf) as ServiceName[]).filter((name) => services[name] !== undefined);
  const workerData: ThreadWork = { question, port, services: offered };
  const worker = new Worker(script, {
    workerData,
    transferList: [port],
    resourceLimits,
    execArgv: [],
    env: {},
  });
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
    near.close();
    await worker.terminate();
  }
}
