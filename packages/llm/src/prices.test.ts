import { expect, test } from "vitest";
import { costOf, knownPrices } from "./prices.ts";

const million = { inputTokens: 1_000_000, outputTokens: 1_000_000 };

test("a known model costs its tokens", () => {
  expect(costOf("anthropic:claude-sonnet-5-5", { inputTokens: 1000, outputTokens: 200 })).toBeCloseTo(0.004);
});

test("an unknown model has no cost, not a cost of nothing", () => {
  expect(costOf("ollama:qwen", million)).toBeUndefined();
  expect(costOf("openai:gpt-6.2-sol-mini", million)).toBeUndefined();
});

test("a dated name costs what the model costs", () => {
  const cost = costOf("anthropic:claude-haiku-4-5", million);
  for (const date of ["20251001", "2025-10-01", "latest"])
    expect(costOf(`anthropic:claude-haiku-4-5-${date}`, million)).toBe(cost);
});

test("a child's own prices come first", () => {
  const prices = { "ollama:qwen": { input: 0, output: 0 }, "openai:gpt-6.2-sol": { input: 1, output: 1 } };
  expect(costOf("ollama:qwen", million, prices)).toBe(0);
  expect(costOf("openai:gpt-6.2-sol", million, prices)).toBe(2);
  expect(costOf("openai:gpt-6.2-sol-2026-11-01", million, prices)).toBe(2);
});

test("a long prompt costs the long price as a whole", () => {
  const { long } = knownPrices["openai:gpt-6.2-sol"] ?? {};
  expect(long).toEqual({ aboveInputTokens: 272_000, input: 4, output: 15 });
  expect(costOf("openai:gpt-6.2-sol", { inputTokens: 272_000, outputTokens: 0 })).toBeCloseTo(0.544);
  expect(costOf("openai:gpt-6.2-sol", { inputTokens: 272_001, outputTokens: 0 })).toBeCloseTo(1.088);
});
