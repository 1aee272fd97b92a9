import { join } from "node:path";
import { checkoutCommit } from "../git/checkout-commit.ts";
import type { Twin, TwinRepository } from "../twin.ts";
import { type ExpressionValues, expandExpressions, Unsupported } from "./expand-expressions.ts";
import type { Job, Step } from "./workflow.ts";

/** Where a job runs. */
export interface JobPlace {
  readonly twin: Twin;
  readonly repository: TwinRepository;
  readonly sha: string;
  /** The job's own folder, empty at first. */
  readonly folder: string;
  readonly values: ExpressionValues;
  /** Of workflow and job. */
  readonly env: Readonly<Record<string, string>>;
}

/** What a step left behind. */
export interface StepResult {
  readonly exitCode: number;
  readonly output: string;
}

/** Runs one step. @throws Unsupported for what the twin cannot do */
export async function runStep(place: JobPlace, job: Job, step: Step): Promise<StepResult> {
  if (step.uses !== undefined) return useAction(place, step);
  if (step.run === undefined)
    throw new Unsupported(`unsupported step "${step.name}": it has neither run nor uses`);
  const { folder, values, env, twin } = place;
  const expand = (text: string) => expandExpressions(text, values);
  const variables = Object.entries({ ...env, ...step.env }).map(([name, value]) => [name, expand(value)]);
  const workingDirectory = step.workingDirectory ?? job.defaults.workingDirectory ?? ".";
  return twin.sandbox.run({
    directory: folder,
    command: shellCommand(step.shell ?? job.defaults.shell, expand(step.run), expand(workingDirectory)),
    environment: { ...defaultEnvironment(values), ...Object.fromEntries(variables) },
    timeoutMs: job.timeoutMs,
  });
}

/** Inputs of actions/checkout that change nothing here. */
const checkoutInputs = ["fetch-depth", "persist-credentials", "show-progress", "clean"];

async function useAction(
  { repository, sha, folder }: JobPlace,
  { uses = "", with: inputs }: Step,
): Promise<StepResult> {
  const [action] = uses.split("@");
  if (action === "actions/setup-node") return { exitCode: 0, output: "Using the sandbox's node.\n" };
  if (action !== "actions/checkout") throw new Unsupported(`unsupported action ${uses}`);
  const unknown = Object.keys(inputs).find((name) => !checkoutInputs.includes(name));
  if (unknown !== undefined) throw new Unsupported(`unsupported input "${unknown}" of ${uses}`);
  await checkoutCommit(repository.git, sha, join(folder, "."));
  return { exitCode: 0, output: `Checked out ${sha}\n` };
}

/** https://docs.github.com/actions/reference/workflow-syntax-for-github-actions#jobsjob_idstepsshell */
function shellCommand(shell: string | undefined, script: string, workingDirectory: string): string {
  const programs: Readonly<Record<string, string>> = {
    "": "bash -e -c",
    bash: "bash --noprofile --norc -eo pipefail -c",
    sh: "sh -e -c",
  };
  const program = programs[shell ?? ""];
  if (program === undefined) throw new Unsupported(`unsupported shell ${shell}`);
  const inFolder = workingDirectory === "." ? "" : `cd ${quote(workingDirectory)} && `;
  return `${inFolder}exec ${program} ${quote(script)}`;
}

function defaultEnvironment(values: ExpressionValues): Record<string, string> {
  const names = [
    "sha",
    "ref",
    "ref_name",
    "head_ref",
    "base_ref",
    "repository",
    "event_name",
    "actor",
    "workflow",
  ];
  const facts = names.map((name) => [`GITHUB_${name.toUpperCase()}`, values[`github.${name}`] ?? ""]);
  return { CI: "true", GITHUB_ACTIONS: "true", ...Object.fromEntries(facts) };
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
