import type { Outcome } from "@osorganicai/core";
import type { Instance } from "@osorganicai/instance";
import type { LocalGitHub } from "./create-local-github.ts";
import type { LocalRepository } from "./local-repository.ts";
import type { ProposedChange, RunCost, RunProof, RunResult } from "./run-result.ts";

type Report = Awaited<ReturnType<Instance["report"]>>;
type Actions = Awaited<ReturnType<Report["actions"]>>;

/** What was run, and where. */
export interface FinishedRun {
  readonly instance: Instance;
  readonly github: LocalGitHub;
  readonly repository: LocalRepository;
}

/** Reads what became of the issue, from the store and the repository. One question at a time: there is one session. */
export async function readResult({ instance, github, repository }: FinishedRun): Promise<RunResult> {
  const report = await instance.report();
  const [conversation] = await report.conversations();
  const actions = await report.actions();
  const cost = await readCost(report);
  const end = endOf(actions) ?? (await readFailure(instance));
  const asked = conversation?.status === "needs_clarification";
  const change = await readChange(github, repository);
  const proof = actions.findLast(({ actionType }) => actionType === "proved")?.payload as
    | RunProof
    | undefined;
  return {
    outcome: end.kind,
    reason: end.reason,
    repository: repository.worktree ?? repository.commonFolder,
    base: repository.base,
    ...(asked && conversation.analysis && { questions: conversation.analysis.questions }),
    ...(conversation?.contract && { contract: conversation.contract }),
    ...(change && { change }),
    ...(change && proof && { proof }),
    cost,
  };
}

/** The last agent's; what it threw says more than what it would tell on GitHub. */
function endOf(actions: Actions): Outcome | undefined {
  const finished = actions.findLast(({ actionType }) => actionType === "finished");
  if (finished === undefined) return undefined;
  const outcome = finished.payload as Outcome;
  const threw = actions.findLast(
    ({ actionType, runId }) => actionType === "threw" && runId === finished.runId,
  );
  const { message } = (threw?.payload ?? {}) as { readonly message?: string };
  return message === undefined ? outcome : { ...outcome, reason: message };
}

async function readFailure(instance: Instance): Promise<Outcome> {
  const [failed] = (await instance.runs()).filter(({ error }) => error !== undefined);
  return { kind: "failed", reason: failed?.error ?? "The agents ended without a result." };
}

async function readChange(
  github: LocalGitHub,
  { git, base }: LocalRepository,
): Promise<ProposedChange | undefined> {
  const proposed = github.proposed();
  if (proposed === undefined) return undefined;
  const flags = ["--no-ext-diff", "--no-textconv", "--no-color", "--stat=100", "--summary"];
  const diffstat = (await git(["diff", ...flags, base.commit, proposed.commit])).toString();
  return { branch: proposed.branch, commit: proposed.commit, diffstat, description: proposed.body };
}

async function readCost(report: Report): Promise<RunCost> {
  const { modelCalls } = await report.summary();
  const models = new Set((await report.modelCalls()).map(({ model }) => model));
  return {
    calls: modelCalls.count,
    inputTokens: modelCalls.inputTokens,
    outputTokens: modelCalls.outputTokens,
    usd: modelCalls.costUsd,
    unpriced: modelCalls.unpriced,
    models: [...models],
  };
}
