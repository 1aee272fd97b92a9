import { existsSync } from "node:fs";
import { join } from "node:path";
import type { ChildAnswers } from "../child/child-answers.ts";
import { checkAnswers } from "./check-answers.ts";
import type { PackageManager } from "./choose-package-manager.ts";
import { type CommitEnd, commitChild } from "./commit-child.ts";
import { assertEmpty, placeFiles } from "./place-files.ts";
import { type PlannedFile, planChild } from "./plan-child.ts";
import { runProgram } from "./run-program.ts";

/** A child to be. */
export interface SpawnOptions {
  /** Absolute; empty, or not there yet. */
  readonly directory: string;
  readonly answers: ChildAnswers;
  readonly now: Date;
  /** Installs the packages. Undefined: they are left to the user. */
  readonly install?: PackageManager | undefined;
  /** Make a git repository with a first commit. @default true */
  readonly git?: boolean;
  /** Of the programs that are run: git and the package manager. */
  readonly environment: NodeJS.ProcessEnv;
  /** Told what begins. */
  readonly onStep?: (step: SpawnStep) => void;
  /** Aborted: everything that was made is taken away. */
  readonly signal?: AbortSignal | undefined;
}

/** What takes a while. */
export type SpawnStep = "write" | "install" | "commit";

/** What was made. */
export interface SpawnResult extends CommitEnd {
  readonly directory: string;
  readonly files: readonly PlannedFile[];
  /** Undefined: it was not asked for. */
  readonly installed?: boolean;
  /** The last of what the package manager said, when it failed. */
  readonly installProblem?: string;
}

/**
 * Makes a child. Whatever fails, or is interrupted, leaves nothing behind, with one exception: when everything is written and
 * only the installation failed, the child stays, because trying that again is a command.
 * @throws OSOrganicError `name_refused`, `config_invalid`, `folder_not_empty`, `environment_invalid`
 */
export async function spawnChild(options: SpawnOptions): Promise<SpawnResult> {
  const { directory, answers, now, git = true, signal, onStep = () => {} } = options;
  checkAnswers(answers);
  const files = planChild(answers, now);
  await assertEmpty(directory);
  onStep("write");
  const undo = await placeFiles(directory, files, signal);
  try {
    const installation = await install(options);
    if (git) onStep("commit");
    const repository = git ? await commitChild(options) : {};
    return { directory, files, ...installation, ...repository };
  } catch (error) {
    await undo();
    throw error;
  }
}

/** Before the first commit, which holds the lockfile then. */
async function install(options: SpawnOptions): Promise<Pick<SpawnResult, "installed" | "installProblem">> {
  const { install: manager, onStep } = options;
  if (!manager) return {};
  onStep?.("install");
  const { exitCode, tail } = await runProgram(manager.command, [...manager.arguments, "install"], options);
  if (exitCode !== 0) return { installed: false, installProblem: tail };
  await recordBeginning(options);
  return { installed: true };
}

/** What the agents say now, and how our classes declare what they override: the first upgrade compares with it. */
async function recordBeginning(options: SpawnOptions): Promise<void> {
  const cli = join(options.directory, "node_modules", "osorganicai", "dist", "bin.js");
  // It has nothing else to do in a new child, and whatever is wrong with it says `osorganicai doctor`.
  if (existsSync(cli)) await runProgram(process.execPath, [cli, "upgrade"], options);
}
