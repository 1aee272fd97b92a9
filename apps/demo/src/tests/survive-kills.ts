import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { findMissingSteps } from "../flow/find-missing-steps.ts";
import { readReport } from "../flow/read-report.ts";
import type { FlowResult } from "../flow/read-result.ts";
import { runFlow } from "../flow/run-flow.ts";
import { type Flow, startFlow } from "../flow/start-flow.ts";
import { askingScenario } from "./asking-script.ts";
import { holdAnswers } from "./hold-answers.ts";
import { drawMoments, type KillMoment, untilMoment } from "./kill-moments.ts";

/** Runs the main job, kills the child at the seed's moments, and checks that everything happened exactly once. */
export async function surviveKills(seed: number): Promise<void> {
  const moments = drawMoments(seed);
  const folder = await mkdtemp(join(tmpdir(), "demo-kills-"));
  const requests = moments.flatMap((moment) => (moment.inside === "model call" ? [moment.request] : []));
  const flow = await startFlow({ scenario: await holdAnswers(askingScenario, { requests, folder }) });
  try {
    const running = runFlow(flow, { timeoutMs: 100_000 });
    for (const moment of moments) {
      await untilMoment(flow, moment);
      await flow.restartChild();
    }
    const result = await running;
    expect(findMissingSteps(result)).toEqual([]);
    await expectOnce(flow, result);
    await expectNothingPaidTwice(flow, moments);
    expect(await flow.twin.violations()).toEqual([]);
  } finally {
    await flow.close();
    await rm(folder, { recursive: true });
  }
}

/** One branch, one pull request, one of each comment. */
async function expectOnce({ person, scenario }: Flow, { comments, pullRequest }: FlowResult): Promise<void> {
  const at = { owner: scenario.repository.owner, repo: scenario.repository.name };
  const { data: branches } = await person.repos.listBranches(at);
  expect(branches.map(({ name }) => name).sort()).toEqual([
    "bugfix/1-reminders-stop-at-readers-without-e-mail",
    "main",
  ]);
  const { data: pulls } = await person.pulls.list({ ...at, state: "all" });
  expect(pulls).toHaveLength(1);
  expect(comments.map(({ body }) => markerOf(body))).toEqual([
    "questions:1",
    "(a person)",
    "contract:2",
    "deployed",
  ]);
  expect(pullRequest?.comments.map(({ body }) => markerOf(body)).toSorted()).toEqual(["ci", "preview"]);
}

/** At the double's end of the wire: only an answer that was on its way when the child died may be asked for again. */
async function expectNothingPaidTwice(
  { double, child }: Flow,
  moments: readonly KillMoment[],
): Promise<void> {
  const asked = (await double?.journal()) ?? [];
  const { summary } = await readReport(child.url);
  const killedWhileAsking = moments.filter(({ inside }) => inside === "model call").length;
  expect(asked.length - killedWhileAsking).toBe(summary.modelCalls.count);
  expect(new Set(asked.map(({ messagesSha256 }) => messagesSha256)).size).toBe(summary.modelCalls.count);
}

function markerOf(body: string): string {
  return /<!-- osorganicai:(\S+):[0-9a-f]{32} -->/.exec(body)?.[1] ?? "(a person)";
}
