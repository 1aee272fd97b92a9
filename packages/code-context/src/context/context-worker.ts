import { parentPort, workerData } from "node:worker_threads";
import { messageOf } from "@osorganicai/core";
import { answerQuestion } from "./answer-question.ts";
import type { Answer, ThreadWork } from "./question.ts";
import { reachServices } from "./reach-services.ts";

/** What comes back from a thread. */
export type ThreadAnswer =
  | { readonly ok: true; readonly answer: Answer }
  | { readonly ok: false; readonly reason: string };

async function answer({ question, port, services }: ThreadWork): Promise<ThreadAnswer> {
  try {
    return { ok: true, answer: await answerQuestion(question, reachServices(port, services)) };
  } catch (error) {
    return { ok: false, reason: messageOf(error) };
  }
}

parentPort?.postMessage(await answer(workerData as ThreadWork));
