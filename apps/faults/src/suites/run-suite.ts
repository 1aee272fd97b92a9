import { messageOf } from "@osorganicai/core";
import { replayCommand } from "./replay-command.ts";
import type { Suite, SuiteReport, SuiteStage } from "./suite.ts";

/** Runs a suite and says what came of it, at once, because others may run meanwhile. */
export async function runSuite({ name, run }: Suite, stage: SuiteStage): Promise<SuiteReport> {
  const startedAt = performance.now();
  const say = (line: string): void => stage.say(`${name}: ${line}`);
  const report = await run({ ...stage, say }).catch((error: unknown) => reportBroken(name, error, stage));
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  for (const line of report.summary) say(line);
  say(`${seconds} s`);
  return { ...report, figures: { seed: stage.effort.seed, seconds, ...report.figures } };
}

/** A suite that broke by itself is a case that failed. */
function reportBroken(name: string, error: unknown, { effort }: SuiteStage): SuiteReport {
  const verdict = {
    name: `${name} comes to its end`,
    violations: [messageOf(error)],
    replay: replayCommand(name, effort),
  };
  return { verdicts: [verdict], figures: {}, summary: ["broke"] };
}
