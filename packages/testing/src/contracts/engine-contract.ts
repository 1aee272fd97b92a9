import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import {
  type Engine,
  isOSOrganicError,
  isRunInterrupted,
  OSOrganicError,
  type RunSummary,
} from "@osorganicai/core";
import type { ContractCase } from "./contract-case.ts";
import { engineStepContract } from "./engine-step-contract.ts";
import { type EngineSubject, findRun, newSubject, runOnce } from "./engine-subject.ts";

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
      assert.equal((await findRun(engine, runId)).status, "succeeded");
      await assert.rejects(engine.retry(runId), isNotFound);
    },
  },
  ...(["within a step", "between two steps"] as const).map(
    (where): ContractCase<EngineSubject> => ({
      name: `cancels a run ${where}, interrupts it there, and lets the subject's next one start`,
      async check({ engine, enqueue, handleWith }) {
        const subject = newSubject();
        const [first, second] = [randomUUID(), randomUUID()];
        const started = Promise.withResolvers<void>();
        const cancelled = Promise.withResolvers<void>();
        const heard = Promise.withResolvers<unknown>();
        const done: string[] = [];
        const pause = async () => {
          started.resolve();
          await cancelled.promise;
        };
        handleWith(async ({ deliveryId, step }) => {
          if (deliveryId === second) return void done.push("second");
          try {
            await step("one", where === "within a step" ? pause : async () => undefined);
            if (where === "between two steps") await pause();
            await step("two", async () => void done.push("two"));
          } catch (error) {
            heard.resolve(error);
            throw error;
          }
        });
        await enqueue(first, subject);
        await started.promise;
        await enqueue(second, subject);
        await engine.cancel(`${first}@${subject}`);
        cancelled.resolve();
        assert.equal(await engine.drain(30), 0);
        assert.deepEqual(done, ["second"]);
        assert.ok(isRunInterrupted(await heard.promise), "It is no failure of the work.");
        assert.equal((await findRun(engine, `${first}@${subject}`)).status, "cancelled");
      },
    }),
  ),
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
      const started = Promise.withResolvers<void>();
      handleWith(({ step }) => {
        started.resolve();
        return step("wait", () => end.promise);
      });
      await enqueue(first, subject);
      await enqueue(second, subject);
      await started.promise;
      assert.equal(await engine.drain(1), 2);
      assert.deepEqual(await idsOf(engine, "running", subject), [`${first}@${subject}`]);
      assert.deepEqual(await idsOf(engine, "queued", subject), [`${second}@${subject}`]);
      end.resolve();
      assert.equal(await engine.drain(30), 0);
      assert.deepEqual(await idsOf(engine, "succeeded", subject), [
        `${first}@${subject}`,
        `${second}@${subject}`,
      ]);
      assert.ok((await findRun(engine, `${first}@${subject}`)).createdAt instanceof Date);
    },
  },
  ...engineStepContract,
];

async function idsOf(
  engine: Engine,
  status: RunSummary["status"],
  subject: string,
): Promise<readonly string[]> {
  return (await engine.list({ status })).filter((run) => run.subject === subject).map(({ runId }) => runId);
}

function passTime(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function isNotFound(error: unknown): boolean {
  return isOSOrganicError(error) && error.code === "run_not_found";
}
