import type { Account } from "../accounts/create-accounts.ts";
import { checkRunJson, checkSuiteJson } from "../formats/check-json.ts";
import type { Twin, TwinRepository } from "../twin.ts";
import { publishEvent } from "../webhooks/publish-event.ts";
import { type CheckRun, runsOf, stateOf } from "./check.ts";

/** Keeps a new or changed check run and tells of it; with a suite's last run the suite is completed too. */
export async function saveCheckRun(twin: Twin, repository: TwinRepository, run: CheckRun): Promise<void> {
  const { checkRuns } = repository;
  const position = checkRuns.findIndex(({ id }) => id === run.id);
  const before = checkRuns[position];
  checkRuns.splice(before ? position : checkRuns.length, before ? 1 : 0, run);
  const sender = run.suite.app.bot;
  if (!before) await publishRun(twin, repository, { run, sender, action: "created" });
  if (run.status !== "completed" || before?.status === "completed") return;
  await publishRun(twin, repository, { run, sender, action: "completed" });
  if (stateOf(runsOf(run.suite, checkRuns)).status !== "completed") return;
  const check_suite = await checkSuiteJson(twin, repository, run.suite);
  await publishEvent(twin, repository, {
    sender,
    event: "check_suite",
    action: "completed",
    payload: { check_suite },
  });
}

async function publishRun(
  twin: Twin,
  repository: TwinRepository,
  { run, sender, action }: { readonly run: CheckRun; readonly sender: Account; readonly action: string },
): Promise<void> {
  const check_run = {
    ...checkRunJson(twin, repository, run),
    check_suite: await checkSuiteJson(twin, repository, run.suite),
  };
  await publishEvent(twin, repository, { sender, event: "check_run", action, payload: { check_run } });
}
