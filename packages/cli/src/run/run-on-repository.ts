import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { mkdtemp, realpath } from "node:fs/promises";
import { tmpdir, totalmem } from "node:os";
import { dirname, join, resolve } from "node:path";
import {
  createDelivery,
  type InstanceConfig,
  isModelName,
  messageOf,
  modelNameForm,
  type Sandbox,
} from "@osorganicai/core";
import { parseConfig } from "@osorganicai/core/config";
import {
  checkModels,
  chooseModels,
  createInstance,
  type Environment,
  type Instance,
  limitCommands,
  readModelEnvironment,
} from "@osorganicai/instance";
import { createSandbox, type MonorepoPackage, type SandboxLimits } from "@osorganicai/workspace";
import { abandonWhenInterrupted } from "../abandon-when-interrupted.ts";
import { askQuestions } from "./ask-questions.ts";
import { createLocalGitHub, type LocalGitHub } from "./create-local-github.ts";
import type { Progress } from "./create-progress.ts";
import { findInstalledFolders } from "./find-installed-folders.ts";
import { findMonorepoPackages } from "./find-monorepo-packages.ts";
import { findToolchains } from "./find-toolchains.ts";
import { type LocalRepository, openLocalRepository } from "./local-repository.ts";
import { person } from "./local-state.ts";
import { readAnswers, readIssue } from "./read-issue.ts";
import { readResult } from "./read-result.ts";
import type { RunResult } from "./run-result.ts";
import { UsageError } from "./usage-error.ts";

/** What `osorganicai run` was asked for. */
export interface RunOptions {
  readonly repo: string;
  /** Files. */
  readonly issue: string;
  readonly answers?: string;
  /** `provider:model`. @default the environment's */
  readonly model?: string;
  /** Branch. @default what is checked out */
  readonly base?: string;
  /** @default found from the project's files */
  readonly checks?: readonly string[];
  /** Of one command of the project, in seconds. @default 300 */
  readonly timeout?: number;
}

/**
 * Runs the Product Owner and the Developer on one issue in a repository of this machine. Everything else lies in one
 * temporary folder, which is gone afterwards.
 * @throws UsageError, OSOrganicError `model_not_configured`, `executor_unavailable`: before anything was started
 * @throws Interrupted
 */
export async function runOnRepository(options: RunOptions, progress: Progress): Promise<RunResult> {
  const issue = await readIssue(options.issue);
  const answers = options.answers === undefined ? undefined : await readAnswers(options.answers);
  const repository = await openLocalRepository(resolve(options.repo), options.base);
  const config = createConfig(options);
  const resolved = parseConfig(config);
  const environment = chooseEnvironment(config, options.model);
  await checkModels({ config: resolved, environment, directory: ownFolder() });
  announce(repository, progress);
  return inTemporaryFolder(async (home) => {
    const github = createLocalGitHub({ repository, issue, home });
    try {
      return await abandonWhenInterrupted("nothing is left behind", async (signal) => {
        const ground = await prepareGround(repository, limitCommands(resolved), progress);
        const instance = createInstance(config, {
          environment,
          directory: ownFolder(),
          stateDirectory: home,
          database: "memory",
          log: progress.log,
          ...ground,
          github: github.port,
        });
        try {
          await instance.worker.start();
          return await converse({ instance, github, repository, answers, signal });
        } finally {
          await instance.worker.stop();
        }
      });
    } catch (error) {
      await github.undo();
      throw error;
    }
  });
}

function createConfig({ base, checks, timeout }: RunOptions): InstanceConfig {
  return {
    name: "local",
    limits: { ...(timeout !== undefined && { commandSeconds: timeout }) },
    repository: { ...(base !== undefined && { baseBranch: base }), ...(checks && { checks }) },
  };
}

/**
 * Where packages of model providers are looked for: in the project that started us, through a link when its package
 * manager makes links. Never in the repository, whose packages would run as we do.
 */
function ownFolder(): string {
  return dirname(process.argv[1] ?? import.meta.filename);
}

/** No GitHub and no Supabase, whatever the variables say. @throws UsageError when no model is configured */
function chooseEnvironment(config: InstanceConfig, model: string | undefined): Environment {
  const models = readModelEnvironment(process.env);
  const name = model ?? models.model;
  if (name !== undefined && !isModelName(name))
    throw new UsageError(`"${name}" is not a model. Write it as ${modelNameForm}.`);
  const environment = {
    ...models,
    model: name,
    webhookSecrets: [randomUUID()], // Nothing listens; there has to be one.
    github: undefined,
    supabase: undefined,
  };
  if (Object.keys(chooseModels(parseConfig(config), environment)).length > 0) return environment;
  throw new UsageError(
    "No model is configured. Set ANTHROPIC_API_KEY or OPENAI_API_KEY, or name one with OSORGANICAI_MODEL=provider:model or --model provider:model.",
  );
}

/**
 * Where the product's code runs, with what is installed and built for it in the working tree.
 * @throws OSOrganicError `executor_unavailable`
 */
async function prepareGround(
  repository: LocalRepository,
  limits: Partial<SandboxLimits>,
  { say }: Progress,
): Promise<{ readonly sandbox: Sandbox; readonly packages: readonly MonorepoPackage[] }> {
  const { git, worktree, base } = repository;
  const installed = await findInstalledFolders(repository);
  if (installed.length > 0)
    say(`Installed there and used, unchanged: ${summarise(installed.map(({ to }) => to))}`);
  const listed = (await git(["ls-tree", "-r", "-z", "--name-only", "--full-tree", base.commit])).toString();
  const paths = listed.split("\0").slice(0, -1);
  const toolchains = await findToolchains(paths, installed);
  const packages = await findMonorepoPackages(repository, paths, Object.keys(toolchains.programs));
  const built = packages.flatMap(({ outputs }) => outputs.map(({ to }) => to));
  if (built.length > 0) say(`Built there, and used where the change does not touch it: ${summarise(built)}`);
  const sandbox = await createSandbox({
    // As much as there is: linters of today reserve gigabytes that they never fill.
    limits: { ...limits, memoryBytes: Math.max(totalmem(), 2 * 1024 ** 3) },
    installed,
    ...(worktree !== undefined && { alias: worktree }),
    ...toolchains,
    searchPath: process.env["PATH"] ?? "",
  });
  return { sandbox, packages };
}

function summarise(names: readonly string[]): string {
  const rest = names.length - 3;
  return names.slice(0, 3).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

function announce({ worktree, commonFolder, base, dirty }: LocalRepository, { say }: Progress): void {
  const at = base.branch === "HEAD" ? "a detached HEAD" : base.branch;
  say(`Working on ${worktree ?? commonFolder}, from ${at} (${base.commit.slice(0, 12)})`);
  if (dirty) say("The working tree has changes that are not committed: they are left alone and not seen.");
  if (worktree === undefined) say("The repository is bare, so there are no installed dependencies to use.");
}

/** All temporary files of this process go there, those of the sandbox and of git too, so that one removal is enough. */
async function inTemporaryFolder<T>(work: (home: string) => Promise<T>): Promise<T> {
  const before = process.env["TMPDIR"];
  const home = await makeHome();
  const remove = (): void => rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  // Once more at the very end: what was interrupted may still write something.
  process.once("exit", remove);
  process.env["TMPDIR"] = home;
  try {
    return await work(home);
  } finally {
    if (before === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = before;
    remove();
  }
}

async function makeHome(): Promise<string> {
  try {
    return await realpath(await mkdtemp(join(tmpdir(), "osorganicai-run-")));
  } catch (cause) {
    const { code = messageOf(cause) } = cause as NodeJS.ErrnoException;
    throw new UsageError(
      `No folder can be made in ${tmpdir()} (${code}). Set TMPDIR to one that can be written to.`,
    );
  }
}

interface Talk {
  readonly instance: Instance;
  readonly github: LocalGitHub;
  readonly repository: LocalRepository;
  readonly answers: string | undefined;
  readonly signal: AbortSignal;
}

/** Opens the issue and waits for its end; on a terminal, questions are asked and answered in between. */
async function converse({ instance, github, repository, answers, signal }: Talk): Promise<RunResult> {
  // From the beginning, so that one analysis reads the issue and its answers.
  if (answers !== undefined) github.say(answers);
  await deliver("issues", { action: "opened" });
  for (;;) {
    const result = await readResult({ instance, github, repository });
    if (result.questions === undefined || !process.stdin.isTTY || !process.stderr.isTTY) return result;
    const said = await askQuestions(result.questions, signal);
    if (said === undefined) return result;
    const { id } = github.say(said);
    await deliver("issue_comment", { action: "created", comment: { id } });
  }

  async function deliver(event: string, payload: object): Promise<void> {
    const all = {
      ...payload,
      issue: { number: repository.issueNumber },
      repository: { full_name: repository.name },
      sender: person,
    };
    const body = new TextEncoder().encode(JSON.stringify(all));
    await instance.record(createDelivery({ id: randomUUID(), event }, body));
    for (let left = 1; left > 0; ) left = await instance.drain(DRAIN_SECONDS);
  }
}

/** Looked at again after that long; a run has no deadline here, because a person can interrupt it. */
const DRAIN_SECONDS = 600;
