import { systemClock } from "@osorganicai/core";
import type { CheckRun } from "../checks/check.ts";
import { saveCheckRun } from "../checks/save-check-run.ts";
import type { JobResult } from "./run-job.ts";
import type { Scene } from "./scene.ts";

/** Completes the check run of a job. `path` is its workflow's. */
export async function finishCheck(
  { twin, repository }: Scene,
  run: CheckRun,
  { path, conclusion, output }: JobResult & { readonly path: string },
): Promise<void> {
  const { headSha: sha } = run.suite;
  const facts = { repository: repository.fullName, sha, workflow: path, job: run.name, conclusion };
  twin.journal.record({ kind: "job", ...facts });
  const completedAt = systemClock.now().toISOString();
  await saveCheckRun(twin, repository, { ...run, status: "completed", conclusion, completedAt, output });
}
