import { chooseModel } from "./choose-model.ts";
import { findMissingSteps } from "./flow/find-missing-steps.ts";
import type { FlowResult } from "./flow/read-result.ts";
import { runFlow } from "./flow/run-flow.ts";
import { type Flow, startFlow } from "./flow/start-flow.ts";
import { scenarios } from "./scenarios/index.ts";
import type { Scenario } from "./scenarios/scenario.ts";
import { createStoryteller, type Storyteller } from "./show/storyteller.ts";
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

/** As shells count it: 128 and the number of SIGINT. */
const INTERRUPTED = 130;

/** Runs one scenario. Resolves to the exit code: 0 only when every step truly happened. */
export async function runDemo({ scenario: name, model, json, keep }: DemoOptions): Promise<number> {
  const scenario = findScenario(name);
  const choice = chooseModel(model, process.env);
  // With --json the story goes to standard error, so that standard output holds one object.
  const teller = createStoryteller(json ? process.stderr : process.stdout);
  teller.begin(`OSOrganicAI demo · ${scenario.name} · model: ${choice.description}`);
  const flow = await startFlow({
    scenario,
    ...(choice.environment && { modelEnvironment: choice.environment }),
    onStarted: (what, durationMs) => teller.tell(`Started: ${what} (${(durationMs / 1000).toFixed(1)} s)`),
  });
  const interrupted = untilInterrupted();
  try {
    const timeoutMs = choice.environment ? undefined : SCRIPTED_TIMEOUT_MS;
    const result = await Promise.race([tellFlow(flow, teller, timeoutMs), interrupted]);
    if (result === undefined) return INTERRUPTED;
    const missing = findMissingSteps(result);
    if (json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
    teller.end(`${summarize(result, flow, keep)}\n\n${verdict(missing)}`);
    if (keep) await interrupted;
    return missing.length === 0 ? 0 : 1;
  } finally {
    await flow.close();
  }
}

function findScenario(name: string): Scenario {
  const scenario = scenarios.find((candidate) => candidate.name === name);
  if (!scenario) throw new Error(`There is no scenario "${name}".`);
  return scenario;
}

async function tellFlow(flow: Flow, teller: Storyteller, timeoutMs: number | undefined): Promise<FlowResult> {
  let watching: ReturnType<typeof watch> | undefined;
  const result = await runFlow(flow, {
    ...(timeoutMs !== undefined && { timeoutMs }),
    onOpened(number) {
      teller.tell(`[1] A person opens issue #${number}: "${flow.scenario.issue.title}"`);
      teller.tell("[2] GitHub sends the signed webhook.");
      teller.waitFor("the team is at work");
      watching = watch(flow, number, {
        onLine: ({ step, text }) => teller.tell(`[${step}] ${text}`),
        onComment: (author, body) => teller.quote(author, body),
      });
    },
  });
  await watching?.stop();
  return result;
}

function verdict(missing: readonly string[]): string {
  return missing.length === 0
    ? "All nine steps happened."
    : `These steps did not happen:\n${missing.map((step) => `  - ${step}`).join("\n")}`;
}

/** Ctrl-C: what was started is ended. The second one does not wait for that. */
function untilInterrupted(): Promise<undefined> {
  return new Promise((resolve) => {
    process.once("SIGINT", () => {
      process.once("SIGINT", () => process.exit(INTERRUPTED));
      resolve(undefined);
    });
  });
}
