import { silentLogger, systemClock } from "@osorganicai/core";
import { type LanguageModelSubject, languageModelContract } from "@osorganicai/testing";
import { describe, test } from "vitest";
import { createAgentToolLoop } from "./create-agent-tool-loop.ts";
import { createLanguageModel } from "./create-language-model.ts";
import { sequentialToolLoop } from "./sequential-tool-loop.ts";
import type { ToolLoop } from "./tool-loop.ts";

const adapters = {
  "Anthropic, sequential loop": { model: "anthropic:claude-sonnet-5-5", toolLoop: sequentialToolLoop },
  "OpenAI, sequential loop": { model: "openai:gpt-6.2-sol", toolLoop: sequentialToolLoop },
  "Anthropic, createAgent": { model: "anthropic:claude-sonnet-5-5", toolLoop: createAgentToolLoop() },
  "OpenAI, createAgent": { model: "openai:gpt-6.2-sol", toolLoop: createAgentToolLoop() },
} satisfies Record<string, { model: string; toolLoop: ToolLoop }>;

for (const [name, { model, toolLoop }] of Object.entries(adapters))
  describe(name, () => {
    const subject: LanguageModelSubject = ({ double, calls }) => {
      // As a composition does it: the provider classes are pointed at the double by the environment alone.
      Object.assign(process.env, double.environment);
      const models = { small: model, standard: model, strong: model };
      return createLanguageModel({ models, calls, toolLoop, clock: systemClock, log: silentLogger });
    };
    for (const promise of languageModelContract) test(promise.name, () => promise.check(subject));
  });
