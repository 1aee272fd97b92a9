import {
  createDelivery,
  type Delivery,
  isOSOrganicError,
  type RunContext,
  silentLogger,
} from "@osorganicai/core";

/** What a {@link TestRun} may be told beforehand. */
export interface TestRunOptions {
  /** @default "run-1" */
  readonly runId?: string;
  /** @default an opened issue, `acme/shop#1` */
  readonly delivery?: Delivery;
  /** Tries of a step whose error may pass by itself; there is no waiting in between. @default 3 */
  readonly maxAttempts?: number;
}

/** Where the process dies. */
export interface CrashMoment {
  /** A step's name, or its position in the run from 1. */
  readonly step: string | number;
  /** Whether its result was stored by then. When not, the step is done again after the restart. */
  readonly stored: boolean;
}

/** One step as it was stored. */
export interface StoredStep {
  readonly name: string;
  /** What the step resolved with, after a journey through JSON. */
  readonly result?: unknown;
  /** What it rejected with instead. */
  readonly error?: unknown;
}

/**
 * A durable run in memory, for tests: it stores what steps return, replays them after a restart, and is as strict as
 * the engine: steps come one at a time, in the same order in every execution, and survive JSON.
 *
 * @example
 * const run = createTestRun();
 * run.crashAt({ step: "effect:comment", stored: false });
 * await expect(agent().run(run.context)).rejects.toThrow("crashed");
 * run.restart();
 * await agent().run(run.context);
 */
export interface TestRun {
  /** Of the current execution. A restart makes another one; the old one stays dead. */
  readonly context: RunContext;
  /** Everything stored so far, in order. */
  readonly steps: readonly StoredStep[];
  /** Lets the process die there, once. Everything the dead execution does afterwards throws, too. */
  crashAt(moment: CrashMoment): void;
  /** Starts the run again from its beginning, with what was stored. */
  restart(): void;
}

/** A run that has done nothing yet. */
export function createTestRun({
  runId = "run-1",
  delivery = openedIssue(),
  maxAttempts = 3,
}: TestRunOptions = {}): TestRun {
  const state: RunState = { steps: [], crash: undefined, maxAttempts };
  const execute = (): RunContext => ({
    runId,
    delivery,
    subject: delivery.subject,
    log: silentLogger,
    step: executeSteps(state),
  });
  let context = execute();
  return {
    get context() {
      return context;
    },
    steps: state.steps,
    crashAt(moment) {
      state.crash = moment;
    },
    restart() {
      context = execute();
    },
  };
}

/** What survives a crash, and the crash that is due. */
interface RunState {
  readonly steps: StoredStep[];
  readonly maxAttempts: number;
  crash: CrashMoment | undefined;
}

/** One execution of the run, from its first step to its end or crash. */
function executeSteps(state: RunState): RunContext["step"] {
  let position = 0;
  let running: string | undefined;
  let dead = false;

  function dieIfDue(name: string, stored: boolean): void {
    const { crash } = state;
    if (crash?.stored !== stored || (crash.step !== name && crash.step !== position)) return;
    state.crash = undefined;
    dead = true;
    throw crashed(name);
  }

  return async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
    if (dead) throw crashed(name);
    if (running !== undefined) throw new Error(`Step ${name} was started while ${running} was running.`);
    const stored = state.steps[position];
    position += 1;
    if (stored) return replay<T>(name, stored);
    running = name;
    const done = await attempt(name, work, state.maxAttempts);
    running = undefined;
    dieIfDue(name, false);
    state.steps.push(done);
    dieIfDue(name, true);
    return replay<T>(name, done);
  };
}

async function attempt(name: string, work: () => Promise<unknown>, triesLeft: number): Promise<StoredStep> {
  try {
    return { name, result: throughJson(await work()) };
  } catch (error) {
    const mayPass = isOSOrganicError(error) && error.retryable && triesLeft > 1;
    return mayPass ? attempt(name, work, triesLeft - 1) : { name, error };
  }
}

/** @throws what the step threw, or a sentence when the run took another way than before */
function replay<T>(name: string, stored: StoredStep): T {
  if (stored.name !== name) throw new Error(`Step ${stored.name} was recorded where ${name} came now.`);
  if ("error" in stored) throw stored.error;
  return stored.result as T;
}

/** As a database would return it; `undefined` stays. */
function throughJson(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

function crashed(name: string): Error {
  return new Error(`The process crashed at step ${name}.`);
}

function openedIssue(): Delivery {
  const payload = {
    action: "opened",
    issue: { number: 1, title: "A test issue", body: "" },
    repository: { full_name: "acme/shop" },
    sender: { id: 1, login: "user", type: "User" },
  };
  return createDelivery(
    { id: "00000000-0000-4000-8000-000000000001", event: "issues" },
    new TextEncoder().encode(JSON.stringify(payload)),
  );
}
