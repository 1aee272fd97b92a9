import {
  type Clock,
  type LanguageModel,
  type LogFields,
  type ModelCallRecord,
  silentLogger,
} from "@osorganicai/core";
import {
  createTestRun,
  type ModelScript,
  type ScriptedAnswer,
  type ScriptedRequest,
  startModelDouble,
} from "@osorganicai/testing";
import { expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { createLanguageModel, type LanguageModelOptions } from "./create-language-model.ts";

const call = {
  purpose: "test.ask",
  tier: "small",
  answerName: "out",
  answer: z.object({ ok: z.boolean() }),
} as const;
const prompt = { system: "Be brief.", task: "Is it so?" };
const fits: ScriptedAnswer = { answer: { ok: true }, usage: { inputTokens: 1000, outputTokens: 100 } };

test("an answer is recorded under the model that gave it, with its cost and time", async () => {
  const { llm, records } = await create(fits, { models: { small: "anthropic:claude-opus-5-5" } });
  await llm.generate(createTestRun().context, call, prompt);
  expect(records).toMatchObject([
    {
      model: "anthropic:claude-opus-5-5",
      inputTokens: 1000,
      outputTokens: 100,
      costUsd: 0.006,
      durationMs: 250,
    },
  ]);
});

test("half a surrogate pair never reaches a provider, which would refuse it", async () => {
  const { llm, requests } = await create(fits);
  await llm.generate(createTestRun().context, call, { ...prompt, task: "Is it so? \ud800" });
  expect(requests.map(({ task }) => task)).toEqual(["Is it so? \ufffd"]);
});

test("equal prompts have equal digests, other prompts others", async () => {
  const { llm, records } = await create(fits);
  for (const task of ["one", "one", "two"])
    await llm.generate(createTestRun().context, call, { ...prompt, task });
  const [first, second, third] = records.map(({ promptSha256 }) => promptSha256);
  expect(second).toBe(first);
  expect(third).not.toBe(first);
});

test("a cost that nobody can tell stays unknown and is warned about", async () => {
  const warnings: LogFields[] = [];
  const log = {
    ...silentLogger,
    warn: (event: string, fields?: LogFields) => warnings.push({ event, ...fields }),
  };
  const { llm, records } = await create(fits, { models: { small: "anthropic:claude-unheard-of" }, log });
  await llm.generate(createTestRun().context, call, prompt);
  expect(records[0]).toMatchObject({ inputTokens: 1000, costUsd: undefined });
  expect(warnings).toEqual([{ event: "model.price_unknown", model: "anthropic:claude-unheard-of" }]);
});

test("an answer that takes too long is given up, and may be asked for again", async () => {
  const { llm } = await create({ ...fits, delayMs: 5000 }, { timeoutMs: 100 });
  await expect(llm.generate(createTestRun({ maxAttempts: 1 }).context, call, prompt)).rejects.toMatchObject({
    code: "model_unavailable",
  });
});

test("without a model, the sentence says where to set one", async () => {
  const { llm } = await create(fits, { models: {} });
  await expect(llm.generate(createTestRun().context, call, prompt)).rejects.toMatchObject({
    code: "model_not_configured",
    message: expect.stringMatching(/tier "small".*ANTHROPIC_API_KEY.*OPENAI_API_KEY.*OSORGANICAI_MODEL/),
  });
});

test("a stored answer needs no model any more", async () => {
  const run = createTestRun();
  const { llm } = await create(fits);
  await llm.generate(run.context, call, prompt);
  run.restart();
  const unconfigured = await create(fits, { models: {} });
  expect(await unconfigured.llm.generate(run.context, call, prompt)).toEqual({ ok: true });
});

async function create(
  answer: ScriptedAnswer,
  options: Partial<LanguageModelOptions> = {},
): Promise<{
  readonly llm: LanguageModel;
  readonly records: readonly ModelCallRecord[];
  readonly requests: readonly ScriptedRequest[];
}> {
  const requests: ScriptedRequest[] = [];
  const script: ModelScript = { "test.ask": (request) => (requests.push(request), answer) };
  const double = await startModelDouble({ script });
  onTestFinished(() => double.stop());
  Object.assign(process.env, double.environment);
  const records: ModelCallRecord[] = [];
  const llm = createLanguageModel({
    models: { small: "anthropic:claude-sonnet-5-5" },
    calls: { record: async (record) => void records.push(record) },
    clock: tickingClock(),
    log: silentLogger,
    ...options,
  });
  return { llm, records, requests };
}

/** Every look at it is a quarter of a second later. */
function tickingClock(): Clock {
  let now = 0;
  return {
    now() {
      now += 250;
      return new Date(now);
    },
  };
}
