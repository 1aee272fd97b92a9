import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { mkdtemp, realpath } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
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
  chooseModels,
  createInstance,
  type Environment,
  type Instance,
  readModelEnvironment,
} from "@osorganicai/instance";
import { createSandbox } from "@osorganicai/workspace";
import { untilInterrupted } from "../until-interrupted.ts";
import { askQuestions } from "./ask-questions.ts";
import { createLocalGitHub, type LocalGitHub } from "./create-local-github.ts";
import type { Progress } from "./create-progress.ts";
import { findInstalled } from "./find-installed.ts";
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
  const environment = chooseEnvironment(config, options.model);
  announce(repository, progress);
  return inTemporaryFolder(async (home) => {
    const github = createLocalGitHub({ repository, issue, home });
    try {
      return await untilInterrupted("nothing is left behind", async (signal) => {
        const sandbox = await createSandboxFor(repository, progress);
        const instance = createInstance(config, {
          environment,
          // Never the repository: its packages would run as we do.
          directory: import.meta.dirname,
          stateDirectory: home,
          database: "memory",
          log: progress.log,
          sandbox,
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

function createConfig({ base, checks }: RunOptions): InstanceConfig {
  return {
    name: "local",
    repository: { ...(base !== undefined && { baseBranch: base }), ...(checks && { checks }) },
  };
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

/** The product's code runs there, with what is installed for it. @throws OSOrganicError `executor_unavailable` */
async function createSandboxFor(repository: LocalRepository, { say }: Progress): Promise<Sandbox> {
  const { git, worktree, base } = repository;
  const installed = await findInstalled(repository);
  if (installed.length > 0)
    say(`Installed there and used, unchanged: ${summarise(installed.map(({ to }) => to))}`);
  const paths = (await git(["ls-tree", "-r", "-z", "--name-only", "--full-tree", base.commit])).toString();
  const toolchains = await findToolchains(paths.split("\0"), installed);
  return createSandbox({
    installed,
    ...(worktree !== undefined && { alias: worktree }),
    ...toolchains,
    searchPath: process.env["PATH"] ?? "",
  });
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
