import { mkdtemp, rmdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prepareChild } from "./child/prepare-child.ts";
import { chooseModel } from "./choose-model.ts";
import { findMissingSteps } from "./flow/find-missing-steps.ts";
import type { FlowResult } from "./flow/read-result.ts";
import { runFlow } from "./flow/run-flow.ts";
import { type Flow, startFlow } from "./flow/start-flow.ts";
import { Interrupted, type Interruption } from "./interruption.ts";
import { scenarios } from "./scenarios/index.ts";
import type { Scenario } from "./scenarios/scenario.ts";
import { createStoryteller } from "./show/create-storyteller.ts";
import type { Storyteller } from "./show/storyteller.ts";
import { summarize } from "./show/summarize.ts";
import { watch } from "./show/watch.ts";

/** What `demo` was asked for. */
export interface DemoOptions {
  readonly scenario: string;
  readonly model?: string;
  readonly json: boolean;
  readonly keep: boolean;
}

/** Bounds a scripted run; a real model may take its time. */
const SCRIPTED_TIMEOUT_MS = 120_000;

/** Runs one scenario. Resolves to the exit code: 0 only when every step truly happened. */
export async function runDemo(options: DemoOptions, interruption: Interruption): Promise<number> {
  const scenario = findScenario(options.scenario);
  const choice = chooseModel(options.model, process.env);
  // With --json the story goes to standard error, so that standard output holds one object.
  const teller = createStoryteller(options.json ? process.stderr : process.stdout);
  teller.begin(`OSOrganicAI demo · ${scenario.name} · model: ${choice.description}`);
  try {
    await assertTemporaryFolder();
    const childDirectory = await spawnShop(options, teller, interruption);
    const flow = await startFlow({
      scenario,
      childDirectory,
      ...(choice.environment && { modelEnvironment: choice.environment }),
      onStarted: (what, durationMs) => teller.tell(`Started: ${what} (${(durationMs / 1000).toFixed(1)} s)`),
      signal: interruption.signal,
    });
    const exitCode = await runToEnd(flow, { ...options, teller, interruption }).finally(flow.close);
    teller.close(`Everything is stopped and removed.${options.keep ? "" : ` To look around: ${KEEP}`}`);
    return exitCode;
  } catch (error) {
    teller.close(
      error instanceof Interrupted ? "Interrupted. Everything is stopped and removed." : undefined,
    );
    if (error instanceof Interrupted) return error.exitCode;
    throw error;
  }
}

/** Everything lies there later. Before a child is made for it, because that takes a while. @throws the system's error */
async function assertTemporaryFolder(): Promise<void> {
  await rmdir(await mkdtemp(join(tmpdir(), "osorganicai-demo-")));
}

async function spawnShop(
  { model }: DemoOptions,
  teller: Storyteller,
  { signal }: Interruption,
): Promise<string> {
  const startedAt = performance.now();
  const { directory, kept } = await prepareChild({ model, signal });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  teller.tell(
    `Spawned: a child for a shop, from packed tarballs (${kept ? "before: they are the same" : `${seconds} s`})`,
  );
  return directory;
}

const KEEP = "npx -y pnpm@12.21.0 demo --keep";

function findScenario(name: string): Scenario {
  const scenario = scenarios.find((candidate) => candidate.name === name);
  if (!scenario) throw new Error(`There is no scenario "${name}".`);
  return scenario;
}

interface Telling extends DemoOptions {
  readonly teller: Storyteller;
  readonly interruption: Interruption;
}

/** @throws Interrupted before the end of the story; what was kept afterwards is interrupted without a fuss */
async function runToEnd(flow: Flow, { teller, interruption, json, keep }: Telling): Promise<number> {
  const timeoutMs = flow.double && SCRIPTED_TIMEOUT_MS;
  const result = await Promise.race([tellFlow(flow, teller, timeoutMs), interruption.happened]);
  const missing = findMissingSteps(result);
  if (json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  teller.end(summarize(result, flow, keep), verdict(missing));
  if (keep) {
    teller.close("Everything is still running. Ctrl-C ends and removes it.");
    await interruption.happened.catch(() => {});
  }
  return missing.length === 0 ? 0 : 1;
}

async function tellFlow(flow: Flow, teller: Storyteller, timeoutMs: number | undefined): Promise<FlowResult> {
  let watching: ReturnType<typeof watch> | undefined;
  try {
    return await runFlow(flow, {
      ...(timeoutMs !== undefined && { timeoutMs }),
      onOpened(number) {
        teller.tell(`[1] A person opens issue #${number}: "${flow.scenario.issue.title}"`);
        teller.tell("[2] GitHub sends the signed webhook.");
        teller.waitFor("the team is at work");
        watching = watch(flow, number, {
          onLine: ({ step, text }) => teller.tell(`[${step}] ${text}`),
          onComment: (author, body) => teller.quote(author, body),
          onModelAnswers: (count) => teller.waitFor(`the team is at work, model answer ${count}`),
        });
      },
    });
  } finally {
    await watching?.stop();
  }
}

function verdict(missing: readonly string[]): string {
  return missing.length === 0
    ? "All nine steps happened."
    : `These steps did not happen:\n${missing.map((step) => `  - ${step}`).join("\n")}`;
}
