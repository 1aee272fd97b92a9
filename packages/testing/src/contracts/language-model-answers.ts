import assert from "node:assert/strict";
import { isOSOrganicError, type ModelCall, type OSOrganicError } from "@osorganicai/core";
import { z } from "zod";
import type { ScriptedAnswer, ScriptedRequest } from "../model-double/model-script.ts";
import type { ContractCase } from "./contract-case.ts";
import { type LanguageModelScene, type LanguageModelSubject, playScene } from "./language-model-scene.ts";

interface Weight {
  readonly grams: number;
}

const call: ModelCall<Weight> = {
  purpose: "contract.weigh",
  tier: "small",
  answerName: "weight",
  answer: z.object({ grams: z.number() }),
};
const fits: ScriptedAnswer = { answer: { grams: 180 }, usage: { inputTokens: 70, outputTokens: 9 } };
/** Answers that do not fit, and what the model is told. Anthropic's wire has no broken JSON: it comes as no fields. */
const misfits: readonly (readonly [ScriptedAnswer, RegExp])[] = [
  [{ answer: { grams: "heavy" } }, /grams: .*expected number/],
  [{ text: "It is heavy." }, /not JSON/],
  [{ broken: '{"grams":' }, /not JSON|grams: .*expected number/],
  [{ text: "It weighs", cutOff: true }, /cut off/],
];
const passingFailures: readonly ScriptedAnswer[] = [{ status: 500 }, { status: 529 }, { cut: true }];

/** What `generate` promises. */
export const answerCases: readonly ContractCase<LanguageModelSubject>[] = [
  {
    name: "gives one typed answer to what it was asked, under its purpose",
    async check(subject) {
      const { answers, seen } = collect(fits);
      await weigh(subject, { answers }, async ({ ask }) => assert.deepEqual(await ask(), { grams: 180 }));
      assert.equal(seen.length, 1);
      assert.match(seen[0]?.system ?? "", /^Purpose: contract\.weigh\n[^]*You weigh things\./);
      assert.equal(seen[0]?.task, "An apple.");
      assert.deepEqual(seen[0]?.toolNames, ["weight"]);
    },
  },
  {
    name: "reads an answer that was written as JSON text",
    async check(subject) {
      const answers = (): ScriptedAnswer => ({ text: '```json\n{ "grams": 180 }\n```' });
      await weigh(subject, { answers }, async ({ ask }) => assert.deepEqual(await ask(), { grams: 180 }));
    },
  },
  {
    name: "shows the model its answer and what is wrong with it, once",
    async check(subject) {
      for (const [misfit, expected] of misfits) {
        const { answers, seen } = collect(misfit, fits);
        await weigh(subject, { answers }, async ({ ask }) => assert.deepEqual(await ask(), { grams: 180 }));
        assert.deepEqual(
          seen.map(({ turn }) => turn),
          [0, 1],
        );
        const [said, problem] = seen[1]?.messages.slice(-2) ?? [];
        assert.equal(said?.role, "assistant");
        assert.notEqual(said?.text, "");
        assert.match(problem?.text ?? "", expected);
      }
    },
  },
  {
    name: "asks afresh when the repair does not fit either",
    async check(subject) {
      const { answers, seen } = collect({ text: "No." }, { text: "No!" }, fits);
      await weigh(subject, { answers }, async ({ ask }) => assert.deepEqual(await ask(), { grams: 180 }));
      assert.deepEqual(
        seen.map(({ turn }) => turn),
        [0, 1, 0],
      );
    },
  },
  {
    name: "gives up after three answers that do not fit, each recorded once",
    async check(subject) {
      for (const [misfit] of misfits)
        await weigh(subject, { answers: () => misfit }, async ({ ask, records, requests }) => {
          const error = await rejection(ask());
          assert.equal(error.code, "model_output_invalid");
          assert.match(error.message, /three answers.*contract\.weigh/);
          assert.equal((await requests()).length, 3);
          assert.equal(records.length, 3);
        });
    },
  },
  {
    name: "takes no for an answer, and records it",
    async check(subject) {
      const answers = (): ScriptedAnswer => ({ refusal: "I will not weigh that." });
      await weigh(subject, { answers }, async ({ ask, records, requests }) => {
        const error = await rejection(ask());
        assert.equal(error.code, "model_refused");
        assert.match(error.message, /I will not weigh that/);
        assert.equal((await requests()).length, 1);
        assert.equal(records.length, 1);
      });
    },
  },
  {
    name: "does not pay again for an answer that was stored before a crash",
    async check(subject) {
      await weigh(subject, { answers: () => fits }, async ({ ask, run, records, requests }) => {
        run.crashAt({ step: 1, stored: true });
        await assert.rejects(ask(), /crashed/);
        run.restart();
        assert.deepEqual(await ask(), { grams: 180 });
        assert.equal((await requests()).length, 1);
        assert.equal(records.length, 1);
      });
    },
  },
  {
    name: "asks again, and records once, when the crash came before the answer was stored",
    async check(subject) {
      await weigh(subject, { answers: () => fits }, async ({ ask, run, records, requests }) => {
        run.crashAt({ step: 1, stored: false });
        await assert.rejects(ask(), /crashed/);
        run.restart();
        assert.deepEqual(await ask(), { grams: 180 });
        assert.equal((await requests()).length, 2);
        assert.equal(records.length, 1);
      });
    },
  },
  {
    name: "pays once for an answer whose recording fails at first, or is cut short by a crash",
    async check(subject) {
      const failing = { answers: () => fits, maxAttempts: 3, failedRecords: 2 };
      await weigh(subject, failing, async ({ ask, records, requests }) => {
        assert.deepEqual(await ask(), { grams: 180 });
        assert.equal((await requests()).length, 1);
        assert.equal(records.length, 1);
      });
      await weigh(subject, { answers: () => fits }, async ({ ask, run, records, requests }) => {
        run.crashAt({ step: 2, stored: false });
        await assert.rejects(ask(), /crashed/);
        run.restart();
        assert.deepEqual(await ask(), { grams: 180 });
        assert.equal((await requests()).length, 1);
        assert.equal(records.length, 1);
      });
    },
  },
  {
    name: "records what each answer used, under steps of their own",
    async check(subject) {
      const { answers } = collect({ text: "No.", usage: { inputTokens: 50, outputTokens: 4 } }, fits);
      await weigh(subject, { answers }, async ({ ask, run, records }) => {
        await ask();
        const used = records.map(({ inputTokens, outputTokens }) => [inputTokens, outputTokens]);
        assert.deepEqual(used, [
          [50, 4],
          [70, 9],
        ]);
        const steps = records.map(({ step }) => step);
        assert.deepEqual(steps, ["model:contract.weigh:1", "model:contract.weigh:2"]);
        assert.deepEqual(
          run.steps.map(({ name }) => name),
          steps.flatMap((step) => [step, `record:${step}`]),
        );
        for (const record of records) {
          assert.equal(record.runId, run.context.runId);
          assert.equal(record.purpose, "contract.weigh");
          assert.match(record.model, /^\w+:\S+$/);
          assert.ok(record.durationMs >= 0);
          assert.match(record.promptSha256 + record.answerSha256, /^[0-9a-f]{128}$/);
        }
      });
    },
  },
  {
    name: "leaves failures that pass by themselves to the engine, and tells when to come back",
    async check(subject) {
      const limit: ScriptedAnswer = { status: 429, retryAfterSeconds: 7 };
      for (const failure of [...passingFailures, limit])
        await weigh(subject, { answers: () => failure }, async ({ ask, records, requests }) => {
          const error = await rejection(ask());
          assert.equal(error.code, "model_unavailable");
          assert.equal(error.retryable, true);
          assert.equal(error.retryAfterMs, failure === limit ? 7000 : undefined);
          assert.equal((await requests()).length, 1, "one request per try: retries are the engine's");
          assert.equal(records.length, 0);
        });
    },
  },
  {
    name: "answers when such a failure has passed",
    async check(subject) {
      const { answers } = collect(...passingFailures, fits);
      await weigh(subject, { answers, maxAttempts: 4 }, async ({ ask, records }) => {
        assert.deepEqual(await ask(), { grams: 180 });
        assert.equal(records.length, 1);
      });
    },
  },
  {
    name: "does not retry what only a human can mend",
    async check(subject) {
      const failures: readonly (readonly [ScriptedAnswer, string])[] = [
        [{ status: 401 }, "model_not_configured"],
        [{ status: 403 }, "model_not_configured"],
        [{ status: 404, message: "no such model" }, "model_not_configured"],
        [
          { status: 429, message: "You exceeded your current quota: insufficient_quota" },
          "model_not_configured",
        ],
        // Anthropic's words, and OpenAI's.
        [{ status: 400, message: "prompt is too long: exceeds the context window" }, "model_input_too_long"],
      ];
      for (const [failure, code] of failures)
        await weigh(subject, { answers: () => failure, maxAttempts: 3 }, async ({ ask, requests }) => {
          const error = await rejection(ask());
          assert.equal(error.code, code);
          assert.equal(error.retryable, false);
          assert.equal((await requests()).length, 1);
        });
    },
  },
];

interface WeighScene extends LanguageModelScene {
  readonly ask: () => Promise<Weight>;
}

function weigh(
  subject: LanguageModelSubject,
  options: {
    readonly answers: (request: ScriptedRequest) => ScriptedAnswer;
    readonly maxAttempts?: number;
    readonly failedRecords?: number;
  },
  play: (scene: WeighScene) => Promise<void>,
): Promise<void> {
  const { answers, ...rest } = options;
  return playScene(subject, { ...rest, script: { "contract.weigh": answers } }, (scene) => {
    const prompt = { system: "You weigh things.", task: "An apple." };
    return play({ ...scene, ask: () => scene.llm.generate(scene.run.context, call, prompt) });
  });
}

/** Answers one after the other, which only a test may do that never comes back to an earlier request. */
function collect(...answers: readonly ScriptedAnswer[]): {
  readonly answers: (request: ScriptedRequest) => ScriptedAnswer;
  readonly seen: readonly ScriptedRequest[];
} {
  const seen: ScriptedRequest[] = [];
  return {
    seen,
    answers(request) {
      seen.push(request);
      return answers[seen.length - 1] ?? { status: 400, message: "asked once too often" };
    },
  };
}

async function rejection(promise: Promise<unknown>): Promise<OSOrganicError> {
  try {
    await promise;
  } catch (error) {
    if (isOSOrganicError(error)) return error;
    throw error;
  }
  throw new assert.AssertionError({ message: "It should have been rejected." });
}
