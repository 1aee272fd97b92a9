import { mkdir, rm } from "node:fs/promises";
import { messageOf } from "@osorganicai/core";
import type { CheckOutput, Conclusion } from "../checks/check.ts";
import { evaluateCondition, Unsupported } from "./expand-expressions.ts";
import { type JobPlace, runStep, type StepResult } from "./run-step.ts";
import type { Job, Step } from "./workflow.ts";

/** How a job ended. */
export interface JobResult {
  readonly conclusion: Conclusion;
  readonly output: CheckOutput;
}

/** GitHub takes at most 65,535 characters. */
const MAX_LOG_CHARACTERS = 60_000;

/** Runs the steps of a job one after the other, in a folder of its own that is gone afterwards. */
export async function runJob(place: JobPlace, job: Job): Promise<JobResult> {
  const [fault] = job.unsupported;
  if (fault !== undefined) return failedJob(`unsupported ${fault}`);
  await mkdir(place.folder, { recursive: true });
  try {
    return await runSteps(place, job);
  } finally {
    await rm(place.folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** A job that could not even begin. */
export function failedJob(reason: string): JobResult {
  return { conclusion: "failure", output: { title: "Failed", summary: reason, text: reason } };
}

async function runSteps(place: JobPlace, job: Job): Promise<JobResult> {
  const log: string[] = [];
  let failed: string | undefined;
  let count = 0;
  for (const step of job.steps) {
    if (place.twin.closing.aborted) return { ...failedJob("The twin was stopped."), conclusion: "cancelled" };
    const result = await tryStep(place, job, { step, succeeded: failed === undefined });
    if (result === undefined) continue;
    count += 1;
    log.push(`▸ ${step.name}\n${result.output.trimEnd()}\n[exit code ${result.exitCode}]`);
    if (result.exitCode !== 0 && !step.continueOnError)
      failed ??= `${step.name}: ${result.reason ?? `exit code ${result.exitCode}`}`;
  }
  const summary = failed === undefined ? `All ${count} steps succeeded.` : `Failed at ${failed}`;
  const title = failed === undefined ? "Succeeded" : "Failed";
  return {
    conclusion: failed === undefined ? "success" : "failure",
    output: { title, summary, text: cutMiddle(log.join("\n\n")) },
  };
}

/** Undefined: its condition leaves the step out. */
async function tryStep(
  place: JobPlace,
  job: Job,
  { step, succeeded }: { readonly step: Step; readonly succeeded: boolean },
): Promise<(StepResult & { readonly reason?: string }) | undefined> {
  try {
    return evaluateCondition(step.condition, succeeded) ? await runStep(place, job, step) : undefined;
  } catch (error) {
    const reason = error instanceof Unsupported ? error.message : `could not run: ${messageOf(error)}`;
    return { exitCode: 1, output: reason, reason };
  }
}

function cutMiddle(text: string): string {
  if (text.length <= MAX_LOG_CHARACTERS) return text;
  const half = MAX_LOG_CHARACTERS / 2 - 20;
  return `${text.slice(0, half)}\n… cut …\n${text.slice(-half)}`;
}
