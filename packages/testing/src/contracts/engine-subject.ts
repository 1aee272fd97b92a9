import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { Engine, RunStart, RunSummary } from "@osorganicai/core";

/** A started engine, and the two ends a test holds. */
export interface EngineSubject {
  readonly engine: Engine;
  /** As the store's SQL does it. */
  enqueue(deliveryId: string, subject: string): Promise<void>;
  /** What the engine's runs do from now on. */
  handleWith(handle: (start: RunStart) => Promise<void>): void;
}

/** One run of whatever the engine handles now, to its end. */
export async function runOnce({
  engine,
  enqueue,
}: Pick<EngineSubject, "engine" | "enqueue">): Promise<RunSummary> {
  const [id, subject] = [randomUUID(), newSubject()];
  await enqueue(id, subject);
  assert.equal(await engine.drain(30), 0);
  return findRun(engine, `${id}@${subject}`);
}

/** @throws when the engine does not list it */
export async function findRun(engine: Engine, runId: string): Promise<RunSummary> {
  const run = (await engine.list()).find((candidate) => candidate.runId === runId);
  assert.ok(run, `no run ${runId}`);
  return run;
}

/** A subject that nobody has used before. */
export function newSubject(): string {
  return `acme/shop-${randomUUID().slice(0, 8)}#7`;
}
