import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { defineTool, type LanguageModel, silentLogger, systemClock, type ToolTask } from "@osorganicai/core";
import { createTestRun, type ModelScript, startModelDouble } from "@osorganicai/testing";
import { createMiddleware, SystemMessage } from "langchain";
import { expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { createAgentToolLoop } from "./create-agent-tool-loop.ts";
import { createLanguageModel, type LanguageModelOptions } from "./create-language-model.ts";

const finish = defineTool({
  name: "finish",
  description: "Ends the work.",
  input: z.object({ summary: z.string().default("") }),
  run: async ({ summary }) => ({ text: "finished", done: true, value: summary }),
});
const dump = defineTool({
  name: "dump",
  description: "Answers much.",
  input: z.object({}),
  run: async () => ({ text: `start${"x".repeat(5000)}end` }),
});
const task: ToolTask = {
  purpose: "test.work",
  tier: "strong",
  prompt: { system: "You work.", task: "Do it." },
  tools: [dump, finish],
  maxTurns: 3,
};

test("a long result is cut in the middle before it is stored and shown", async () => {
  const llm = await scripted(
    { "test.work": ({ turn, toolResults }) => answerWith(turn, toolResults.join()) },
    { maxResultChars: 100 },
  );
  const run = createTestRun();
  const { value } = await llm.useTools(run.context, task);
  expect(value).toMatch(/^startx+\n\n\[… 4908 characters were cut here …\]\n\nx+end$/);
  expect(run.steps.find(({ name }) => name === "tool:dump:1.1")?.result).toEqual({ text: value });
});

test("what a model thought goes back as it came, also after a crash", async () => {
  const bodies: { messages: { role: string; content: unknown }[] }[] = [];
  const turns = [
    [
      { type: "thinking", thinking: "", signature: "c2lnbmVk" },
      { type: "tool_use", id: "toolu_1", name: "dump", input: {} },
    ],
    [{ type: "tool_use", id: "toolu_2", name: "finish", input: {} }],
  ];
  process.env["ANTHROPIC_API_URL"] = await serve((body) => {
    const { messages } = JSON.parse(body) as (typeof bodies)[number];
    bodies.push({ messages });
    return {
      ...anthropicMessage,
      content: turns[messages.filter(({ role }) => role === "assistant").length],
    };
  });
  process.env["ANTHROPIC_API_KEY"] = "scripted";
  const run = createTestRun();
  run.crashAt({ step: 2, stored: true });
  await expect(create().useTools(run.context, task)).rejects.toThrow("crashed");
  run.restart();
  await create().useTools(run.context, task);
  expect(bodies).toHaveLength(2);
  expect(bodies[1]?.messages[1]).toMatchObject({ role: "assistant", content: turns[0] });
});

test("middleware of LangChain takes part in the second loop", async () => {
  const tools: string[] = [];
  const politeness = createMiddleware({
    name: "Politeness",
    wrapModelCall: (request, handler) =>
      handler({ ...request, systemMessage: new SystemMessage(`${request.systemPrompt}\n\nSay please.`) }),
    async wrapToolCall(request, handler) {
      tools.push(request.toolCall.name);
      return handler(request);
    },
  });
  const llm = await scripted(
    { "test.work": ({ turn, system }) => answerWith(turn, system) },
    { toolLoop: createAgentToolLoop({ middleware: [politeness] }) },
  );
  const { value } = await llm.useTools(createTestRun().context, task);
  expect(value).toBe("Purpose: test.work\n\nYou work.\n\nSay please.");
  expect(tools).toEqual(["dump", "finish"]);
});

const anthropicMessage = {
  id: "msg_1",
  type: "message",
  role: "assistant",
  model: "claude-x",
  stop_reason: "tool_use",
  usage: { input_tokens: 1, output_tokens: 1 },
};

function answerWith(turn: number, summary: string): ReturnType<ModelScript[string]> {
  return { calls: [turn === 0 ? { name: "dump", input: {} } : { name: "finish", input: { summary } }] };
}

async function scripted(script: ModelScript, options: Partial<LanguageModelOptions>): Promise<LanguageModel> {
  const double = await startModelDouble({ script });
  onTestFinished(() => double.stop());
  Object.assign(process.env, double.environment);
  return create(options);
}

function create(options: Partial<LanguageModelOptions> = {}): LanguageModel {
  const models = { strong: "anthropic:claude-sonnet-5-5" };
  const calls = { record: async () => {} };
  return createLanguageModel({ models, calls, clock: systemClock, log: silentLogger, ...options });
}

/** A provider of one's own, for what the double cannot say. @returns its address */
async function serve(answer: (body: string) => unknown): Promise<string> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(answer(Buffer.concat(chunks).toString())));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
