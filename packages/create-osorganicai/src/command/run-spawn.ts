import { basename, resolve } from "node:path";
import { type ErrorCode, isOSOrganicError, messageOf } from "@osorganicai/core";
import { checkAnswers } from "../spawn/check-answers.ts";
import { choosePackageManager } from "../spawn/choose-package-manager.ts";
import { assertEmpty } from "../spawn/place-files.ts";
import { planChild } from "../spawn/plan-child.ts";
import { type SpawnResult, spawnChild } from "../spawn/spawn-child.ts";
import { createProgress } from "./create-progress.ts";
import { spawnExitCodes } from "./exit-codes.ts";
import { renderPlan, renderResult } from "./render-result.ts";
import type { SpawnFlags, Terminal } from "./spawn-flags.ts";
import { Interrupted, untilInterrupted } from "./until-interrupted.ts";
import type { Wish } from "./wish.ts";

/** The whole command. @returns the exit code; see {@link spawnExitCodes} */
export async function runSpawn(
  directory: string | undefined,
  flags: SpawnFlags,
  terminal: Terminal,
): Promise<number> {
  try {
    const wish = await findWish(directory, flags, terminal);
    return flags.dryRun ? await list(wish, flags, terminal) : await spawn(wish, flags, terminal);
  } catch (error) {
    return explain(error, flags, terminal);
  }
}

async function findWish(directory: string | undefined, flags: SpawnFlags, terminal: Terminal): Promise<Wish> {
  const mayAsk = terminal.stdin.isTTY && terminal.stdout.isTTY && !flags.yes && !flags.json;
  if (mayAsk) {
    // Only then: it takes longer to load than everything else together.
    const { askWish } = await import("./ask-wish.ts");
    return askWish(directory, flags, terminal.currentFolder);
  }
  if (directory === undefined || directory.trim() === "")
    throw new UsageError("Name the folder of the child, e.g. my-shop.");
  const { name, domain = "generic", owner, model, supabase = true } = flags;
  const absolute = resolve(terminal.currentFolder, directory);
  const answers = {
    name: name ?? basename(absolute),
    domain,
    ...(owner !== undefined && { owner }),
    ...(model !== undefined && { model }),
    supabase,
  };
  return { directory: absolute, answers };
}

/** The command line does not say enough. */
class UsageError extends Error {}

async function list(
  { directory, answers }: Wish,
  { json }: SpawnFlags,
  { stdout, now }: Terminal,
): Promise<number> {
  checkAnswers(answers);
  await assertEmpty(directory);
  stdout.write(renderPlan(planChild(answers, now), json));
  return spawnExitCodes.ok;
}

async function spawn(wish: Wish, flags: SpawnFlags, terminal: Terminal): Promise<number> {
  const { stdout, stderr, environment, now } = terminal;
  const manager = choosePackageManager(environment);
  const progress = await createProgress(flags.json ? stderr : stdout, manager.name);
  const result = await untilInterrupted((signal) =>
    spawnChild({
      ...wish,
      now,
      git: flags.git,
      install: flags.install ? manager : undefined,
      environment,
      onStep: progress.begin,
      signal,
    }),
  ).finally(progress.end);
  stdout.write(renderResult({ result, wish, manager: manager.name, ...terminal }, flags.json));
  return exitCodeOf(result);
}

function exitCodeOf({ installed }: SpawnResult): number {
  return installed === false ? spawnExitCodes.notInstalled : spawnExitCodes.ok;
}

function explain(error: unknown, { json }: SpawnFlags, { stdout, stderr }: Terminal): number {
  const code = isOSOrganicError(error) ? error.code : undefined;
  const message = messageOf(error);
  if (json) stdout.write(`${JSON.stringify({ error: { code, message } })}\n`);
  stderr.write(`${message}\n`);
  if (error instanceof Interrupted) return error.exitCode;
  const isUsage = error instanceof UsageError || (code !== undefined && usageErrors.includes(code));
  return isUsage ? spawnExitCodes.usage : spawnExitCodes.failed;
}

/** Errors that were there before anything was started. */
const usageErrors: readonly ErrorCode[] = ["name_refused", "folder_not_empty", "config_invalid"];
