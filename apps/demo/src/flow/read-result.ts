import type { Contract } from "@osorganicai/core";
import { type BeforeMerge, readBeforeMerge } from "./read-before-merge.ts";
import { type ChildReport, readReport } from "./read-report.ts";
import type { Flow } from "./start-flow.ts";

/** Everything that happened, as `demo --json` prints it. */
export interface FlowResult {
  readonly scenario: string;
  readonly scripted: boolean;
  readonly issue: {
    readonly number: number;
    readonly title: string;
    readonly state: string;
    readonly url: string;
  };
  readonly comments: readonly { readonly author: string; readonly body: string }[];
  readonly labels: readonly string[];
  readonly statuses: readonly string[];
  readonly contract: Contract | null;
  readonly branch: string | null;
  readonly pullRequest: PullRequestResult | null;
  readonly checks: readonly {
    readonly name: string;
    readonly conclusion: string | null;
    readonly summary: string;
  }[];
  readonly merged: boolean;
  readonly beforeMerge: BeforeMerge;
  readonly deployments: readonly {
    readonly environment: string;
    readonly url: string;
    readonly healthy: boolean;
  }[];
  readonly deliveries: ChildReport["summary"]["deliveries"] & { readonly total: number };
  readonly runs: number;
  readonly effects: number;
  readonly modelCalls: ChildReport["summary"]["modelCalls"];
  readonly durationMs: number;
}

/** The pull request, as GitHub has it. */
interface PullRequestResult {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly draft: boolean;
  readonly files: readonly string[];
  readonly comments: readonly { readonly author: string; readonly body: string }[];
}

/** Reads the result from GitHub as the person sees it, and from the child's own report. */
export async function readResult(flow: Flow, issueNumber: number, durationMs: number): Promise<FlowResult> {
  const { person, scenario, child } = flow;
  const at = { owner: scenario.repository.owner, repo: scenario.repository.name };
  const report = await readReport(child.url);
  const { data: issue } = await person.issues.get({ ...at, issue_number: issueNumber });
  const conversation = report.conversations.find(({ issueNumber: number }) => number === issueNumber);
  const number = conversation?.pullRequestNumber;
  const pull =
    number === undefined ? undefined : (await person.pulls.get({ ...at, pull_number: number })).data;
  return {
    scenario: scenario.name,
    scripted: flow.double !== undefined,
    issue: { number: issueNumber, title: issue.title, state: issue.state, url: issue.html_url },
    comments: await readComments(flow, issueNumber),
    labels: issue.labels.map((label) => (typeof label === "string" ? label : (label.name ?? ""))),
    statuses: conversation?.statuses ?? [],
    contract: conversation?.contract ?? null,
    branch: conversation?.branch ?? null,
    pullRequest: pull ? await readPullRequest(flow, pull) : null,
    checks: pull ? await readChecks(flow, pull.head.sha) : [],
    merged: pull?.merged ?? false,
    beforeMerge: await readBeforeMerge(flow, pull?.head.sha ?? ""),
    deployments: pull ? await readDeployments(flow, [pull.head.sha, pull.merge_commit_sha]) : [],
    deliveries: { ...report.summary.deliveries, total: report.deliveries.length },
    runs: report.runs.length,
    effects: report.summary.effects.settled,
    modelCalls: report.summary.modelCalls,
    durationMs: Math.round(durationMs),
  };
}

function nameOf({ scenario }: Flow) {
  return { owner: scenario.repository.owner, repo: scenario.repository.name };
}

async function readComments(flow: Flow, issueNumber: number): Promise<FlowResult["comments"]> {
  const { data } = await flow.person.issues.listComments({
    ...nameOf(flow),
    issue_number: issueNumber,
    per_page: 100,
  });
  return data.map(({ user, body }) => ({ author: user?.login ?? "", body: body ?? "" }));
}

async function readPullRequest(
  flow: Flow,
  pull: {
    readonly number: number;
    readonly title: string;
    readonly body: string | null;
    readonly draft?: boolean;
  },
): Promise<PullRequestResult> {
  const { data: files } = await flow.person.pulls.listFiles({
    ...nameOf(flow),
    pull_number: pull.number,
    per_page: 100,
  });
  return {
    number: pull.number,
    title: pull.title,
    body: pull.body ?? "",
    draft: pull.draft ?? false,
    files: files.map(({ filename }) => filename),
    comments: await readComments(flow, pull.number),
  };
}

async function readChecks(flow: Flow, sha: string): Promise<FlowResult["checks"]> {
  const { data } = await flow.person.checks.listForRef({ ...nameOf(flow), ref: sha });
  return data.check_runs.map(({ name, conclusion, output }) => ({
    name,
    conclusion,
    summary: output.summary ?? "",
  }));
}

/** Every deployment of these commits; health is asked anew, not taken from what was reported. */
async function readDeployments(
  flow: Flow,
  commits: readonly (string | null)[],
): Promise<FlowResult["deployments"]> {
  const { person } = flow;
  const { data: all } = await person.repos.listDeployments({ ...nameOf(flow), per_page: 100 });
  const ours = all.filter(({ sha }) => commits.includes(sha)).toReversed();
  return Promise.all(
    ours.map(async ({ id, environment }) => {
      const { data: statuses } = await person.repos.listDeploymentStatuses({
        ...nameOf(flow),
        deployment_id: id,
      });
      const url = statuses.find(({ state }) => state === "success")?.environment_url ?? "";
      return { environment, url, healthy: url !== "" && (await isHealthy(url)) };
    }),
  );
}

async function isHealthy(url: string): Promise<boolean> {
  const response = await fetch(new URL("/api/health", url)).catch(() => undefined);
  return response?.ok ?? false;
}
