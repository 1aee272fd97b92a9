import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { isOSOrganicError, OSOrganicError } from "@osorganicai/core";
import type { ContractCase } from "./contract-case.ts";
import { type EngineSubject, newSubject, runOnce } from "./engine-subject.ts";

/** What every engine must do with steps: results, tries, errors. */
export const engineStepContract: readonly ContractCase<EngineSubject>[] = [
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
      assert.equal(run.error, "GitHub answered 502.");
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
      assert.equal(run.error, "x is not a function");
      assert.equal(tries, 1);
    },
  },
  {
    name: "gives a stored step's error again, as what it was, when the run goes through it once more",
    async check({ engine, enqueue, handleWith }) {
      const caught: unknown[] = [];
      let tries = 0;
      handleWith(async ({ step }) => {
        const refuse = (): Promise<void> => {
          tries += 1;
          throw new OSOrganicError("path_refused", "No such file.", { details: { path: "a" } });
        };
        caught.push(await step("refused", refuse).catch((error: unknown) => error));
        await step("broken", async () => {
          if (caught.length === 1) throw new Error("not yet");
        });
      });
      const { runId } = await runOnce({ engine, enqueue });
      await engine.retry(runId);
      await engine.drain(30);
      assert.equal(tries, 1);
      assert.equal(caught.length, 2);
      for (const error of caught) {
        assert.ok(isOSOrganicError(error) && error.code === "path_refused", String(error));
        assert.equal(error.message, "No such file.");
        assert.deepEqual(error.details, { path: "a" });
      }
    },
  },
];
