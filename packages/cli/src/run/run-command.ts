import { messageOf } from "@osorganicai/core";
import { type Command, InvalidArgumentError } from "commander";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { parseGiven } from "../parse-given.ts";
import { createProgress } from "./create-progress.ts";
import { renderResult } from "./render-result.ts";
import type { RunOptions } from "./run-on-repository.ts";
import type { RunResult } from "./run-result.ts";

/** `osorganicai run`. @param settle told what the process ends with */
export function addRunCommand(program: Command, settle: (code: ExitCode) => void): void {
  program
    .command("run")
    .description(
      "work on an issue in a local git repository, with no account but a model: the result is a branch",
    )
    .requiredOption(
      "--repo <path>",
      "the repository; its working tree, index, HEAD and configuration stay as they are",
      parseGiven,
    )
    .requiredOption("--issue <file>", "what is wanted: the first heading is the title", parseGiven)
    .option("--answers <file>", "answers to the questions of an earlier run, with the questions", parseGiven)
    .option(
      "--model <provider:model>",
      "any model that LangChain knows (default: OSORGANICAI_MODEL, or what fits the API key)",
      parseGiven,
    )
    .option("--base <branch>", "where to start from (default: what is checked out)", parseGiven)
    .option(
      "--check <command>",
      "what must pass; may be given several times (default: found from the project's files)",
      collect,
    )
    .option(
      "--timeout <seconds>",
      "how long one command of the project may take, at most a day (default: 300)",
      parseSeconds,
    )
    .option("--json", "print one JSON object", false)
    .addHelpText("after", help)
    .action(async ({ check, ...options }: Omit<RunOptions, "checks"> & RunFlags) => {
      const result = await runWith({ ...options, ...(check && { checks: check }) }, options.json);
      settle(exitCodeOf(result));
    });
}

interface RunFlags {
  readonly json: boolean;
  readonly check?: readonly string[];
}

const help = `
Example:
  ANTHROPIC_API_KEY=… osorganicai run --repo ~/shop --issue coupon.md > answers.md
  (edit the answers)
  ANTHROPIC_API_KEY=… osorganicai run --repo ~/shop --issue coupon.md --answers answers.md

Progress goes to stderr, the result to stdout. Exit codes:
    0  the branch is there, and its change is proven
    1  no branch: the agents could not finish, and said why
    2  wrong usage, configuration or environment: nothing was started
    3  there are questions: answer them in a file, then run again with --answers
  130  interrupted (143 by SIGTERM): nothing is left behind
`;

async function runWith(options: RunOptions, json: boolean): Promise<RunResult> {
  const progress = createProgress(process.stderr);
  try {
    const { runOnRepository } = await import("./run-on-repository.ts");
    const result = await runOnRepository(options, progress);
    progress.end();
    process.stdout.write(json ? `${JSON.stringify(result)}\n` : renderResult(result));
    if (!json && result.outcome !== "proposed")
      process.stderr.write(`osorganicai: ${result.outcome === "asked" ? askAgain : result.reason}\n`);
    return result;
  } catch (error) {
    progress.end();
    if (json) process.stdout.write(`${JSON.stringify({ outcome: "refused", reason: messageOf(error) })}\n`);
    throw error;
  }
}

const askAgain = "There are questions. Answer them in a file, then run again with --answers <file>.";

function exitCodeOf({ outcome }: RunResult): ExitCode {
  if (outcome === "proposed") return exitCodes.ok;
  return outcome === "asked" ? exitCodes.asked : exitCodes.failed;
}

function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (/^\d{1,5}$/.test(text) && seconds >= 1 && seconds <= 86_400) return seconds;
  throw new InvalidArgumentError("Expected a whole number from 1 to 86400.");
}

function collect(value: string, values: readonly string[] = []): readonly string[] {
  return [...values, parseGiven(value)];
}
