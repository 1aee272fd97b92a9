import { expect, test } from "vitest";
import { labelIs } from "../routing/label-is.ts";
import { defineConfig, type InstanceConfig } from "./define-config.ts";
import { parseConfig } from "./parse-config.ts";

test("a name is enough; everything else has a default", () => {
  expect(parseConfig(defineConfig({ name: "my-shop" }))).toEqual({
    name: "my-shop",
    agents: {},
    routes: [],
    models: { prices: {} },
    repository: { autoMerge: false, requirePreview: false },
    code: { rerank: false },
    limits: {
      maxTurns: 60,
      maxQuestionRounds: 3,
      commandSeconds: 300,
      concurrency: 8,
      keepDays: 90,
      models: {},
    },
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

test("how code is found is the child's decision, and no embedder is loaded for it", () => {
  const embedder = () => Promise.reject(new Error("must not be loaded"));
  expect(parseConfig({ name: "a", code: { embedder, rerank: true } }).code).toEqual({
    embedder,
    rerank: true,
  });
});

test("an agent of the child's own has a name and a route, in the child's order", () => {
  const load = () => Promise.reject(new Error("must not be loaded"));
  const config = parseConfig(
    defineConfig({
      name: "a",
      agents: { "security-reviewer": load, developer: load },
      routes: [
        { on: "issues.labeled", when: labelIs("security"), run: "security-reviewer", first: true },
        { on: "push", run: "ci" },
      ],
    }),
  );
  expect(config.agents["security-reviewer"]).toBe(load);
  expect(config.routes).toEqual([
    { on: "issues.labeled", when: expect.any(Function), run: "security-reviewer", first: true },
    { on: "push", run: "ci", first: false },
  ]);
});

test("the type check finds a route to an agent that is not there", () => {
  const config = defineConfig({
    name: "a",
    agents: { reviewer: () => Promise.reject(new Error("must not be loaded")) },
    // @ts-expect-error: no agent has this name.
    routes: [{ on: "push", run: "reveiwer" }],
  });
  expect(() => parseConfig(config)).toThrow("routes.0.run: expected the name of an agent");
});

const mistakes: readonly [string, unknown, RegExp][] = [
  ["no name", {}, /name: expected string, received nothing/],
  ["a wrong name", { name: "My Shop" }, /name: expected lower-case letters.*received "My Shop"/],
  ["a misspelt field", { name: "a", repositry: {} }, /unknown "repositry"/],
  [
    "an embedder that is none",
    { name: "a", code: { embedder: "openai" } },
    /code\.embedder: .*received "openai"/,
  ],
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
  [
    "an agent's place that is misspelt",
    { name: "a", agents: { devloper: () => Promise.reject(new Error("unloaded")) } },
    /agents\.devloper: expected a route with run: "devloper", or, where one of ours is meant, productOwner, developer, ci, deployment/,
  ],
  [
    "an agent's name with a blank",
    { name: "a", agents: { "Product Owner": () => Promise.reject(new Error("unloaded")) } },
    /agents\.Product Owner: expected one of productOwner/,
  ],
  [
    "a route to nobody",
    { name: "a", routes: [{ on: "push", run: "security-reviewer" }] },
    /routes\.0\.run: expected the name of an agent: productOwner, developer, ci, deployment, received "security-reviewer"/,
  ],
  [
    "a route of something that is no event",
    { name: "a", routes: [{ on: "hand-over.ci", run: "ci" }] },
    /routes\.0\.on: expected an event of GitHub with its action.*received "hand-over\.ci"/,
  ],
  [
    "a condition that is no function",
    { name: "a", routes: [{ on: "push", when: "main", run: "ci" }] },
    /routes\.0\.when: expected a function.*received "main"/,
  ],
  [
    "a misspelt field of a route",
    { name: "a", routes: [{ on: "push", run: "ci", frist: true }] },
    /unknown "frist"/,
  ],
  ["a name of 64 characters", { name: "a".repeat(64) }, /name: expected lower-case letters/],
  ["more turns than anybody pays for", { name: "a", limits: { maxTurns: 1001 } }, /limits\.maxTurns: .*1001/],
  [
    "a preview that is named instead of required",
    { name: "a", repository: { requirePreview: "Preview" } },
    /repository\.requirePreview: expected boolean, received "Preview"/,
  ],
  [
    "no call of a model a minute",
    { name: "a", limits: { models: { anthropic: { perMinute: 0 } } } },
    /limits\.models\.anthropic\.perMinute: .*received 0/,
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
    models: {},
  };
  expect(parseConfig({ name: "a".repeat(63), limits }).limits).toEqual(limits);
});
