import { parseConfig } from "@osorganicai/core/config";
import { expect, test } from "vitest";
import { chooseModels } from "./choose-models.ts";

const nothing = { model: undefined, anthropicKey: false, openaiKey: false };
const config = parseConfig({ name: "a", models: { strong: "ollama:qwen3" } });

test("the environment's model is stronger than everything", () => {
  expect(chooseModels(config, { ...nothing, model: "openai:x", anthropicKey: true })).toEqual({
    small: "openai:x",
    standard: "openai:x",
    strong: "openai:x",
  });
});

test("a tier that the child names is kept, the others follow the API key", () => {
  const { small, strong } = chooseModels(config, { ...nothing, anthropicKey: true });
  expect(strong).toBe("ollama:qwen3");
  expect(small).toMatch(/^anthropic:/);
  expect(chooseModels(config, { ...nothing, openaiKey: true }).small).toMatch(/^openai:/);
});

test("without a key and without a name there is no model", () => {
  expect(chooseModels(parseConfig({ name: "a" }), nothing)).toEqual({});
});
