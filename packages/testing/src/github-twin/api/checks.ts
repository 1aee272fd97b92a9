import { systemClock } from "@osorganicai/core";
import { type CheckRun, type CheckSuite, runsOf } from "../checks/check.ts";
import { newCheckRun } from "../checks/new-check-run.ts";
import { openCheckSuite } from "../checks/open-check-suite.ts";
import { saveCheckRun } from "../checks/save-check-run.ts";
import { checkRunJson, checkSuiteJson } from "../formats/check-json.ts";
import { asObject, asText, type JsonObject } from "../json.ts";
import type { TwinRepository } from "../twin.ts";
import type { ApiCall, ApiHandler } from "./api-call.ts";
import { notFound } from "./api-failure.ts";
import { requireCommit } from "./commits.ts";
import { countedAnswer } from "./paginate.ts";
import { requireBot, requireRepository } from "./require.ts";

/** `checks/create`: only by an App, as on GitHub. */
export const createCheck: ApiHandler = async (twin, call) => {
  const repository = requireRepository(twin, call);
  requireBot(call);
  const { sha: headSha } = await requireCommit(repository, asText(call.body["head_sha"]) ?? "");
  const own = repository.checkSuites.find(
    (suite) => suite.headSha === headSha && suite.app.id === twin.app.id,
  );
  const suite = own ?? (await openCheckSuite(twin, repository, { app: twin.app, headSha }));
  const run = applyChanges(newCheckRun(twin, { suite, name: "" }), call.body);
  await saveCheckRun(twin, repository, run);
  return { status: 201, body: checkRunJson(twin, repository, run) };
};

/** `checks/update`. */
export const updateCheck: ApiHandler = async (twin, call) => {
  const repository = requireRepository(twin, call);
  requireBot(call);
  const run = applyChanges(requireRun(repository, call), call.body);
  await saveCheckRun(twin, repository, run);
  return { status: 200, body: checkRunJson(twin, repository, run) };
};

/** `checks/get`. */
export const getCheck: ApiHandler = async (twin, call) => {
  const repository = requireRepository(twin, call);
  return { status: 200, body: checkRunJson(twin, repository, requireRun(repository, call)) };
};

/** `checks/list-for-ref`: of each suite only the newest run of a name, unless all are wanted. */
export const listChecks: ApiHandler = async (twin, call) => {
  const repository = requireRepository(twin, call);
  const { sha } = await requireCommit(repository, call.parameters["ref"] ?? "");
  const runs = repository.checkRuns.filter(({ suite }) => suite.headSha === sha);
  const check_runs = choose(call, runs).map((run) => checkRunJson(twin, repository, run));
  return countedAnswer(twin, call, { check_runs });
};

/** `checks/list-for-suite`. */
export const listChecksOfSuite: ApiHandler = async (twin, call) => {
  const repository = requireRepository(twin, call);
  const runs = runsOf(requireSuite(repository, call), repository.checkRuns);
  const check_runs = choose(call, runs).map((run) => checkRunJson(twin, repository, run));
  return countedAnswer(twin, call, { check_runs });
};

/** `checks/get-suite`. */
export const getSuite: ApiHandler = async (twin, call) => {
  const repository = requireRepository(twin, call);
  return { status: 200, body: await checkSuiteJson(twin, repository, requireSuite(repository, call)) };
};

/** `checks/list-suites-for-ref`. */
export const listSuites: ApiHandler = async (twin, call) => {
  const repository = requireRepository(twin, call);
  const { sha } = await requireCommit(repository, call.parameters["ref"] ?? "");
  const suites = repository.checkSuites.filter(({ headSha }) => headSha === sha);
  const check_suites = await Promise.all(suites.map((suite) => checkSuiteJson(twin, repository, suite)));
  return countedAnswer(twin, call, { check_suites });
};

/** What the query leaves of some runs. */
function choose({ query }: ApiCall, runs: readonly CheckRun[]): readonly CheckRun[] {
  const name = query.get("check_name");
  const status = query.get("status");
  const latest = new Map(runs.map((run) => [`${run.suite.id} ${run.name}`, run]));
  return (query.get("filter") === "all" ? runs : [...latest.values()]).filter(
    (run) => (name ?? run.name) === run.name && (status ?? run.status) === run.status,
  );
}

/** A conclusion completes a run, as on GitHub. */
function applyChanges(run: CheckRun, body: JsonObject): CheckRun {
  const { title, summary, text } = asObject(body["output"]);
  const conclusion = (body["conclusion"] as CheckRun["conclusion"] | undefined) ?? run.conclusion;
  const status =
    conclusion === null ? ((body["status"] as CheckRun["status"] | undefined) ?? run.status) : "completed";
  const completedAt = asText(body["completed_at"]) ?? run.completedAt ?? systemClock.now().toISOString();
  return {
    ...run,
    name: asText(body["name"]) ?? run.name,
    externalId: asText(body["external_id"]) ?? run.externalId,
    detailsUrl: asText(body["details_url"]) ?? run.detailsUrl,
    startedAt: asText(body["started_at"]) ?? run.startedAt,
    status,
    conclusion,
    completedAt: status === "completed" ? completedAt : null,
    output: {
      title: asText(title) ?? run.output.title,
      summary: asText(summary) ?? run.output.summary,
      text: asText(text) ?? run.output.text,
    },
  };
}

function requireRun({ checkRuns }: TwinRepository, { parameters }: ApiCall): CheckRun {
  const run = checkRuns.find(({ id }) => id === Number(parameters["check_run_id"]));
  if (!run) throw notFound();
  return run;
}

function requireSuite({ checkSuites }: TwinRepository, { parameters }: ApiCall): CheckSuite {
  const suite = checkSuites.find(({ id }) => id === Number(parameters["check_suite_id"]));
  if (!suite) throw notFound();
  return suite;
}
