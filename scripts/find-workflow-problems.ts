import { parse } from "yaml";

/** A workflow of GitHub Actions, as far as it can do harm. */
interface Workflow {
  readonly on?: unknown;
  readonly permissions?: Permissions;
  readonly jobs?: Readonly<Record<string, Job>>;
}

interface Job {
  readonly permissions?: Permissions;
  readonly "timeout-minutes"?: number;
  readonly uses?: string;
  readonly steps?: readonly Step[];
}

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

type Permissions = string | Readonly<Record<string, string>>;

/** What anybody can write who opens an issue or a pull request. In a script it would be run. */
const foreignText = /\$\{\{[^}]*\bgithub\.(event\b|head_ref\b)/;

/**
 * Pure: what actionlint allows and we do not, one sentence each: foreign code with our rights, more rights than needed, code
 * of others that can change under us.
 * @param path only for the sentences
 */
export function findWorkflowProblems(path: string, text: string): readonly string[] {
  const workflow = parse(text) as Workflow;
  const jobs = Object.entries(workflow.jobs ?? {});
  const problems = [
    ...(JSON.stringify(workflow.on ?? "").includes("pull_request_target")
      ? ["runs foreign code with our rights: pull_request_target"]
      : []),
    ...findPermissionProblems(workflow.permissions),
    ...jobs.flatMap(([name, job]) => findJobProblems(name, job)),
  ];
  return problems.map((problem) => `${path} ${problem}.`);
}

/** A workflow says what it may; only a job may write. */
function findPermissionProblems(permissions: Permissions | undefined): readonly string[] {
  if (permissions === undefined) return ["does not say what it may: permissions"];
  if (typeof permissions === "string") return [`may everything at once: permissions: ${permissions}`];
  return Object.entries(permissions)
    .filter(([, level]) => level === "write")
    .map(([scope]) => `lets every job write ${scope}: give that to the one that needs it`);
}

function findJobProblems(name: string, { permissions, uses, steps = [], ...job }: Job): readonly string[] {
  const problems = [
    ...(typeof permissions === "string" ? [`may everything at once: permissions: ${permissions}`] : []),
    ...(job["timeout-minutes"] === undefined && uses === undefined ? ["has no timeout-minutes"] : []),
    ...[uses, ...steps.map((step) => step.uses)]
      .filter(isUnpinned)
      .map((action) => `uses ${action}, not a commit of it`),
    ...steps.flatMap(findStepProblems),
  ];
  return problems.map((problem) => `(${name}) ${problem}`);
}

function isUnpinned(action: string | undefined): action is string {
  return action !== undefined && !action.startsWith("./") && !/@[0-9a-f]{40}$/.test(action);
}

function findStepProblems({ uses = "", run = "", with: options = {} }: Step): readonly string[] {
  const scripts = [run, String(options["script"] ?? "")];
  const keepsToken = uses.startsWith("actions/checkout@") && options["persist-credentials"] !== false;
  return [
    ...(scripts.some((script) => foreignText.test(script))
      ? ["runs what strangers wrote: pass it through env"]
      : []),
    ...(keepsToken ? ["leaves its token in the checkout: persist-credentials: false"] : []),
  ];
}
