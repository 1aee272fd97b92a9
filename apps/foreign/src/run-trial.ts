import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type ModelScript, startModelDouble } from "@osorganicai/testing";
import { getClone } from "./get-clone.ts";
import { findDifferences, photograph } from "./photograph.ts";
import { type CommandEnd, runCommand } from "./run-command.ts";
import type { Trial } from "./trial.ts";

/** What came of a trial: one line of the table. */
export interface TrialResult {
  readonly name: string;
  readonly shape: string;
  readonly installSeconds: number;
  readonly runSeconds: number;
  /** Of `osorganicai run`. */
  readonly exitCode: number;
  readonly branch: string;
  /** Whether the tests fail without the change and pass with it. */
  readonly redToGreen: boolean;
  /** Names of what is not as it was in the working tree and its repository. Empty is right. */
  readonly differences: readonly string[];
  /** Why it is not green; undefined when it is. */
  readonly reason: string | undefined;
}

/** Where a trial happens. */
export interface TrialPlace {
  /** See `get-clone.ts`. */
  readonly from: string | undefined;
  /** A folder of our own; the clone is a folder in it. */
  readonly scratch: string;
  /** Told what is going on. */
  readonly say: (line: string) => void;
}

/** Clones, installs, runs. @throws Error that says what could not be had or installed */
export async function runTrial(trial: Trial, { from, scratch, say }: TrialPlace): Promise<TrialResult> {
  await assertPrograms(trial);
  const clone = join(scratch, trial.name);
  await getClone(trial, { from, into: clone });
  const begun = performance.now();
  await install(trial, clone, say);
  const installed = performance.now();
  const before = await photograph(clone);
  const { exitCode, stdout, stderr } = await runScripted(trial, clone, say);
  const ended = performance.now();
  const result = parseResult(stdout);
  const branch = result.change?.branch ?? "";
  return {
    name: trial.name,
    shape: trial.shape,
    installSeconds: (installed - begun) / 1000,
    runSeconds: (ended - installed) / 1000,
    exitCode,
    branch,
    redToGreen: isRedToGreen(result),
    differences: findDifferences(before, await photograph(clone), branch),
    reason: exitCode === 0 ? undefined : (result.reason ?? stderr.trim()),
  };
}

async function assertPrograms({ name, needs }: Trial): Promise<void> {
  for (const [program, how] of Object.entries(needs)) {
    const { exitCode } = await runCommand("/bin/sh", ["-c", `command -v ${program}`]);
    if (exitCode !== 0) throw new Error(`${name} needs ${program}. For example: ${how}`);
  }
}

async function install(
  { name, install: commands }: Trial,
  clone: string,
  say: TrialPlace["say"],
): Promise<void> {
  for (const command of commands) {
    say(`${name}: ${command}`);
    const { exitCode, stdout, stderr } = await runCommand("/bin/sh", ["-c", command], { directory: clone });
    if (exitCode !== 0)
      throw new Error(
        `${name} cannot be installed: \`${command}\` ends with ${exitCode}.\n${(stdout + stderr).slice(-2000)}`,
      );
  }
}

const cli = fileURLToPath(new URL("bin.js", import.meta.resolve("osorganicai")));

async function runScripted(trial: Trial, clone: string, say: TrialPlace["say"]): Promise<CommandEnd> {
  const home = `${clone} home`;
  await mkdir(join(home, "tmp"), { recursive: true });
  const issue = join(home, "issue.md");
  await writeFile(issue, `# ${trial.issue.title}\n\n${trial.issue.body}\n`);
  const double = await startModelDouble({ script: scriptOf(trial) });
  try {
    const checks = (trial.checks ?? []).flatMap((check) => ["--check", check]);
    const flags = ["--repo", clone, "--issue", issue, "--model", "openai:scripted", "--json", ...checks];
    return await runCommand(process.execPath, [cli, "run", ...flags], {
      environment: { ...double.environment, TMPDIR: join(home, "tmp") },
      onError: (text) => say(`${trial.name}: ${text.trimEnd()}`),
    });
  } finally {
    await double.stop();
  }
}

/** Understands at once, writes at once; when that is not accepted, there is nothing else it could say. */
function scriptOf({ issue, criterion, change, test }: Trial): ModelScript {
  const submit = {
    name: "submit_change",
    input: { summary: issue.title, criteria: [{ id: "AC1", tests: [test] }] },
  };
  return {
    "product_owner.analyze_issue": () => ({
      answer: {
        needs_clarification: false,
        refined_description: issue.body,
        kind: "feature",
        title: issue.title,
        acceptance_criteria: [criterion],
      },
    }),
    "developer.implement_contract": ({ turn, toolResults }) =>
      turn === 0
        ? { calls: [...change, submit] }
        : // In one line, because only the first one of an error is told.
          { status: 400, message: toolResults.join(" ").replaceAll("\n", " ").slice(-4000) },
  };
}

/** As far as `osorganicai run --json` matters here. */
interface RunAnswer {
  readonly reason?: string;
  readonly change?: { readonly branch: string };
  readonly proof?: {
    readonly checks: readonly { readonly exitCode: number }[];
    readonly testsOnBase: readonly { readonly exitCode: number }[];
  };
}

function parseResult(stdout: string): RunAnswer {
  try {
    return JSON.parse(stdout) as RunAnswer;
  } catch {
    return {};
  }
}

function isRedToGreen({ proof }: RunAnswer): boolean {
  return (
    proof !== undefined &&
    proof.checks.every(({ exitCode }) => exitCode === 0) &&
    proof.testsOnBase.some(({ exitCode }) => exitCode !== 0)
  );
}
