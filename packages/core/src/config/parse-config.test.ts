import { expect, test } from "vitest";
import { defineConfig, type InstanceConfig } from "./define-config.ts";
import { parseConfig } from "./parse-config.ts";

test("a name is enough; everything else has a default", () => {
  expect(parseConfig(defineConfig({ name: "my-shop" }))).toEqual({
    name: "my-shop",
    agents: {},
    models: { prices: {} },
    repository: { autoMerge: false, requirePreview: false },
    limits: { maxTurns: 60, maxQuestionRounds: 3, commandSeconds: 300, concurrency: 8, keepDays: 90 },
  });
});

test("what the child decides is kept, agents unloaded", () => {
  const productOwner = () => Promise.reject(new Error("must not be loaded"));
  const config = parseConfig({
    name: "a",
    agents: { productOwner },
    repository: { baseBranch: "develop", autoMerge: true, requirePreview: true },
  });
  expect(config.agents.productOwner).toBe(productOwner);
  expect(config.repository).toEqual({ baseBranch: "develop", autoMerge: true, requirePreview: true });
});

const mistakes: readonly [string, unknown, RegExp][] = [
  ["no name", {}, /name: expected string, received nothing/],
  ["a wrong name", { name: "My Shop" }, /name: expected lower-case letters.*received "My Shop"/],
  ["a misspelt field", { name: "a", repositry: {} }, /unknown "repositry"/],
  ["a misspelt inner field", { name: "a", repository: { base: "main" } }, /repository: unknown "base"/],
  [
    "an agent that is no loader",
    { name: "a", agents: { developer: "./developer.ts" } },
    /agents\.developer: expected a function.*received "\.\/developer\.ts"/,
  ],
  [
    "a model without provider",
    { name: "a", models: { strong: "gpt-5" } },
    /models\.strong: expected provider:model.*received "gpt-5"/,
  ],
  [
    "a number as text",
    { name: "a", limits: { maxTurns: "9" } },
    /limits\.maxTurns: expected (int|number), received "9"/,
  ],
  ["a name of 64 characters", { name: "a".repeat(64) }, /name: expected lower-case letters/],
  ["more turns than anybody pays for", { name: "a", limits: { maxTurns: 1001 } }, /limits\.maxTurns: .*1001/],
  [
    "a preview that is named instead of required",
    { name: "a", repository: { requirePreview: "Preview" } },
    /repository\.requirePreview: expected boolean, received "Preview"/,
  ],
  ["a list of no checks", { name: "a", repository: { checks: [] } }, /repository\.checks: .*received \[\]/],
  [
    "a price below nothing",
    { name: "a", models: { prices: { "ollama:qwen": { input: -1, output: 0 } } } },
    /models\.prices\.ollama:qwen\.input: .*received -1/,
  ],
  ["a value of any length", { name: "A".repeat(99) }, /received "A{56}…\./],
  ["no object at all", null, /the configuration: expected object, received null/],
];

test.for(mistakes)(
  "%s is answered with the field, the expected and the received value",
  ([, config, message]) => {
    expect(() => parseConfig(config as InstanceConfig)).toThrow(message);
  },
);

test("every mistake is named at once", () => {
  expect(() => parseConfig({ name: "A", limits: { maxTurns: 0 } })).toThrow(/name:[\s\S]*limits\.maxTurns:/);
});

test("the widest limits are allowed, and to ask nobody", () => {
  const limits = {
    maxTurns: 1000,
    maxQuestionRounds: 0,
    commandSeconds: 86_400,
    concurrency: 100,
    totalConcurrency: 10_000,
    keepDays: 3650,
  };
  expect(parseConfig({ name: "a".repeat(63), limits }).limits).toEqual(limits);
});
