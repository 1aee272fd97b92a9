import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import {
  type Engine,
  isOSOrganicError,
  OSOrganicError,
  type RunStart,
  type RunSummary,
} from "@osorganicai/core";
import type { ContractCase } from "./contract-case.ts";

/** A started engine, and the two ends a test holds. */
export interface EngineSubject {
  readonly engine: Engine;
  /** As the store's SQL does it. */
  enqueue(deliveryId: string, subject: string): Promise<void>;
  /** What the engine's runs do from now on. */
  handleWith(handle: (start: RunStart) => Promise<void>): void;
}

/**
 * What every {@link Engine} must do while its process lives. The engine must retry a step at least twice, without long
 * waits. Cases share it, one after the other.
 */
export const engineContract: readonly ContractCase<EngineSubject>[] = [
  {
    name: "runs each of 30 deliveries over 6 subjects once, one at a time and in order per subject, subjects in parallel",
    async check({ engine, enqueue, handleWith }) {
      const subjects = Array.from({ length: 6 }, () => newSubject());
      const seen = new Map<string, string[]>(subjects.map((subject) => [subject, []]));
      const running = new Set<string>();
      let atOnce = 0;
      handleWith(async ({ deliveryId, subject, step }) => {
        assert.ok(!running.has(subject), "two runs of one subject at once");
        running.add(subject);
        atOnce = Math.max(atOnce, running.size);
        await step("work", () => passTime(20));
        seen.get(subject)?.push(deliveryId);
        running.delete(subject);
      });
      const sent = subjects.map((subject) => ({
        subject,
        ids: Array.from({ length: 5 }, () => randomUUID()),
      }));
      for (const { subject, ids } of sent) for (const id of ids) await enqueue(id, subject);
      assert.equal(await engine.drain(60), 0);
      for (const { subject, ids } of sent) assert.deepEqual(seen.get(subject), ids);
      assert.ok(atOnce > 1, "no two subjects ran at once");
    },
  },
  {
    name: "runs a delivery once per subject, however often it is enqueued",
    async check({ engine, enqueue, handleWith }) {
      const starts: string[] = [];
      handleWith(async ({ runId }) => void starts.push(runId));
      const [id, subject, other] = [randomUUID(), newSubject(), newSubject()];
      for (const where of [subject, subject, other, other]) await enqueue(id, where);
      await engine.drain(30);
      await enqueue(id, subject);
      await engine.drain(30);
      assert.deepEqual(starts.toSorted(), [`${id}@${subject}`, `${id}@${other}`].toSorted());
    },
  },
  {
    name: "gives steps' results through JSON, undefined included",
    async check({ engine, enqueue, handleWith }) {
      const results: unknown[] = [];
      handleWith(async ({ step }) => {
        results.push(await step("nothing", async () => undefined));
        results.push(
          await step("something", async () => ({ list: [1, "two", null], text: "NUL \u0000 \ud800" })),
        );
      });
      await enqueue(randomUUID(), newSubject());
      await engine.drain(30);
      assert.deepEqual(results, [undefined, { list: [1, "two", null], text: "NUL \u0000 \ud800" }]);
    },
  },
  {
    name: "tries a step again when its error may pass by itself",
    async check({ engine, enqueue, handleWith }) {
      let tries = 0;
      handleWith(async ({ step }) => {
        await step("flaky", async () => {
          tries += 1;
          if (tries < 3) throw new OSOrganicError("github_unavailable", "GitHub answered 502.");
        });
      });
      const run = await runOnce({ engine, enqueue });
      assert.equal(run.status, "succeeded");
      assert.equal(tries, 3);
    },
  },
  {
    name: "gives up on an error that stays, after a bounded number of tries",
    async check({ engine, enqueue, handleWith }) {
      let tries = 0;
      handleWith(({ step }) =>
        step("down", async () => {
          tries += 1;
          throw new OSOrganicError("github_unavailable", "GitHub answered 502.");
        }),
      );
      const run = await runOnce({ engine, enqueue });
      assert.equal(run.status, "failed");
      assert.match(run.error ?? "", /GitHub answered 502/);
      assert.ok(tries >= 3 && tries < 20, `tried ${tries} times`);
    },
  },
  {
    name: "tries a step once whose error only a human can mend, and gives the caller that very error",
    async check({ engine, enqueue, handleWith }) {
      let tries = 0;
      let caught: unknown;
      handleWith(async ({ step }) => {
        try {
          await step("refused", async () => {
            tries += 1;
            throw new OSOrganicError("model_refused", "The model refused.", { details: { model: "a:b" } });
          });
        } catch (error) {
          caught = error;
        }
      });
      const run = await runOnce({ engine, enqueue });
      assert.equal(run.status, "succeeded");
      assert.equal(tries, 1);
      assert.ok(isOSOrganicError(caught) && caught.code === "model_refused");
      assert.deepEqual(caught.details, { model: "a:b" });
    },
  },
  {
    name: "does not try again what it does not know",
    async check({ engine, enqueue, handleWith }) {
      let tries = 0;
      handleWith(({ step }) =>
        step("broken", async () => {
          tries += 1;
          throw new TypeError("x is not a function");
        }),
      );
      const run = await runOnce({ engine, enqueue });
      assert.equal(run.status, "failed");
      assert.match(run.error ?? "", /x is not a function/);
      assert.equal(tries, 1);
    },
  },
  {
    name: "lets a subject's next run start after a failed one",
    async check({ engine, enqueue, handleWith }) {
      const subject = newSubject();
      const bad = randomUUID();
      const seen: string[] = [];
      handleWith(async ({ deliveryId }) => {
        seen.push(deliveryId);
        if (deliveryId === bad) throw new Error("this one fails");
      });
      const good = randomUUID();
      await enqueue(bad, subject);
      await enqueue(good, subject);
      assert.equal(await engine.drain(30), 0);
      assert.deepEqual(seen, [bad, good]);
    },
  },
  {
    name: "retries a failed run from its first unfinished step",
    async check({ engine, enqueue, handleWith }) {
      const done: string[] = [];
      let mended = false;
      handleWith(async ({ step }) => {
        await step("paid", async () => void done.push("paid"));
        await step("broken", async () => {
          if (!mended) throw new OSOrganicError("github_forbidden", "The App lacks a permission.");
          done.push("mended");
        });
        await step("last", async () => void done.push("last"));
      });
      const { runId } = await runOnce({ engine, enqueue });
      mended = true;
      await engine.retry(runId);
      await engine.drain(30);
      assert.deepEqual(done, ["paid", "mended", "last"]);
      assert.equal((await find(engine, runId)).status, "succeeded");
      await assert.rejects(engine.retry(runId), isNotFound);
    },
  },
  {
    name: "cancels a running run at its next step and lets the subject's next one start",
    async check({ engine, enqueue, handleWith }) {
      const subject = newSubject();
      const [first, second] = [randomUUID(), randomUUID()];
      const started = Promise.withResolvers<void>();
      const cancelled = Promise.withResolvers<void>();
      const done: string[] = [];
      handleWith(async ({ deliveryId, step }) => {
        if (deliveryId === second) return void done.push("second");
        await step("one", async () => {
          started.resolve();
          await cancelled.promise;
        });
        await step("two", async () => void done.push("two"));
      });
      await enqueue(first, subject);
      await started.promise;
      await enqueue(second, subject);
      await engine.cancel(`${first}@${subject}`);
      cancelled.resolve();
      assert.equal(await engine.drain(30), 0);
      assert.deepEqual(done, ["second"]);
      assert.equal((await find(engine, `${first}@${subject}`)).status, "cancelled");
    },
  },
  {
    name: "says run_not_found for a run that nobody enqueued",
    async check({ engine }) {
      await assert.rejects(engine.retry("nobody@acme/shop#1"), isNotFound);
      await assert.rejects(engine.cancel("nobody@acme/shop#1"), isNotFound);
    },
  },
  {
    name: "lists runs by what became of them, and drains only as long as it is told to",
    async check({ engine, enqueue, handleWith }) {
      const end = Promise.withResolvers<void>();
      const subject = newSubject();
      const [first, second] = [randomUUID(), randomUUID()];
      handleWith(({ step }) => step("wait", () => end.promise));
      await enqueue(first, subject);
      await enqueue(second, subject);
      assert.equal(await engine.drain(1), 2);
      assert.deepEqual(await idsOf(engine, "running", subject), [`${first}@${subject}`]);
      assert.deepEqual(await idsOf(engine, "queued", subject), [`${second}@${subject}`]);
      end.resolve();
      assert.equal(await engine.drain(30), 0);
      assert.deepEqual(await idsOf(engine, "succeeded", subject), [
        `${first}@${subject}`,
        `${second}@${subject}`,
      ]);
      assert.ok((await find(engine, `${first}@${subject}`)).createdAt instanceof Date);
    },
  },
];

/** One run of whatever the engine handles now, to its end. */
async function runOnce({ engine, enqueue }: Pick<EngineSubject, "engine" | "enqueue">): Promise<RunSummary> {
  const [id, subject] = [randomUUID(), newSubject()];
  await enqueue(id, subject);
  assert.equal(await engine.drain(30), 0);
  return find(engine, `${id}@${subject}`);
}

async function find(engine: Engine, runId: string): Promise<RunSummary> {
  const run = (await engine.list()).find((candidate) => candidate.runId === runId);
  assert.ok(run, `no run ${runId}`);
  return run;
}

async function idsOf(
  engine: Engine,
  status: RunSummary["status"],
  subject: string,
): Promise<readonly string[]> {
  return (await engine.list({ status })).filter((run) => run.subject === subject).map(({ runId }) => runId);
}

function newSubject(): string {
  return `acme/shop-${randomUUID().slice(0, 8)}#7`;
}

function passTime(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function isNotFound(error: unknown): boolean {
  return isOSOrganicError(error) && error.code === "run_not_found";
}
