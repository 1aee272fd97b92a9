import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { connectToModelDouble } from "./connect-to-model-double.ts";
import type { ModelScript } from "./model-script.ts";
import { type ModelDouble, type ModelDoubleOptions, startModelDouble } from "./start-model-double.ts";

const script: ModelScript = {
  "test.echo": ({ messages, ...request }) => ({
    answer: { ...request, roles: messages.map(({ role }) => role) },
  }),
  "test.calls": () => ({
    calls: [
      { name: "read", input: { path: "a" } },
      { name: "write", input: {} },
    ],
  }),
  "test.text": () => ({ text: "Hello.", usage: { inputTokens: 7, outputTokens: 3 } }),
  "test.broken": () => ({ broken: '{"half":' }),
  "test.refusal": () => ({ refusal: "I will not." }),
  "test.cut_off": () => ({ text: "Once upon", cutOff: true }),
  "test.limit": () => ({ status: 429, retryAfterSeconds: 9 }),
  "test.overloaded": () => ({ status: 529, message: "Overloaded" }),
  "test.cut": () => ({ cut: true }),
  "test.slow": () => ({ text: "At last.", delayMs: 60 }),
  "test.throws": () => {
    throw new Error("typo");
  },
};

test("a script sees the same request on both wires", async () => {
  const double = await start();
  const expected = {
    purpose: "test.echo",
    turn: 1,
    system: "Purpose: test.echo\n\nBe brief.",
    task: "Hello",
    toolNames: ["result"],
    toolResults: ["42"],
    roles: ["system", "user", "assistant", "tool"],
  };
  expect(JSON.parse((await askOpenAi(double, "test.echo")).toolInput)).toMatchObject(expected);
  const { content } = await askAnthropic(double, "test.echo");
  expect(content[0]).toMatchObject({ type: "tool_use", name: "result", input: expected });
});

test("several calls keep their order, and equal requests get equal ids", async () => {
  const double = await start();
  const { content } = await askAnthropic(double, "test.calls");
  expect(content.map(({ name }) => name)).toEqual(["read", "write"]);
  expect((await askAnthropic(double, "test.calls")).content).toEqual(content);
  expect(new Set(content.map(({ id }) => id)).size).toBe(2);
});

test("tokens are counted unless the script says how many", async () => {
  const double = await start();
  expect((await askAnthropic(double, "test.text")).usage).toEqual({ input_tokens: 7, output_tokens: 3 });
  const { usage } = await askOpenAi(double, "test.calls");
  expect(usage.prompt_tokens).toBeGreaterThan(20);
  expect(usage.completion_tokens).toBeGreaterThan(5);
});

test("broken input, refusals and cut off answers look as each provider's", async () => {
  const double = await start();
  expect((await askOpenAi(double, "test.broken")).toolInput).toBe('{"half":');
  expect((await askOpenAi(double, "test.refusal")).finishReason).toBe("content_filter");
  expect((await askOpenAi(double, "test.cut_off")).finishReason).toBe("length");
  expect((await askAnthropic(double, "test.refusal")).stop_reason).toBe("refusal");
  expect((await askAnthropic(double, "test.cut_off")).stop_reason).toBe("max_tokens");
});

test("OpenAI's newer interface says why an answer is no answer", async () => {
  const double = await start();
  expect(await askResponses(double, "test.refusal")).toMatchObject({
    status: "completed",
    output: [{ content: [{ type: "refusal", refusal: "I will not." }] }],
  });
  expect(await askResponses(double, "test.cut_off")).toMatchObject({
    status: "incomplete",
    incomplete_details: { reason: "max_output_tokens" },
  });
  expect(await askResponses(double, "test.text")).toMatchObject({
    status: "completed",
    output: [{ content: [{ type: "output_text", text: "Hello." }] }],
  });
});

test("the calls of one answer are one turn there, too", async () => {
  const double = await start();
  const called = (call_id: string): unknown => ({
    type: "function_call",
    call_id,
    name: "result",
    arguments: "{}",
  });
  const returned = (call_id: string): unknown => ({ type: "function_call_output", call_id, output: call_id });
  const answer = await askResponses(double, "test.echo", [
    called("a"),
    called("b"),
    returned("a"),
    returned("b"),
  ]);
  const text = (answer as { output: [{ content: [{ text: string }] }] }).output[0].content[0].text;
  expect(JSON.parse(text)).toMatchObject({
    turn: 1,
    toolResults: ["a", "b"],
    roles: ["system", "user", "assistant", "tool", "tool"],
  });
});

test("failures have the status of the script, and a 429 says when to come back", async () => {
  const double = await start();
  const limit = await postAnthropic(double, "test.limit");
  expect([limit.status, limit.headers.get("retry-after")]).toEqual([429, "9"]);
  expect(await (await postAnthropic(double, "test.overloaded")).json()).toMatchObject({
    error: { message: "Overloaded" },
  });
  await expect(postAnthropic(double, "test.cut")).rejects.toThrow("fetch failed");
});

test("a slow answer takes its time", async () => {
  const double = await start();
  const before = performance.now();
  await postAnthropic(double, "test.slow");
  expect(performance.now() - before).toBeGreaterThan(50);
});

test("what the script does not know is refused by name", async () => {
  const double = await start();
  const messageOf = async (purpose: string): Promise<string> => {
    const response = await postAnthropic(double, purpose);
    expect(response.status).toBe(400);
    return ((await response.json()) as { error: { message: string } }).error.message;
  };
  expect(await messageOf("test.unknown")).toContain('no answer for "test.unknown". It knows: test.echo, ');
  expect(await messageOf("toString")).toContain('no answer for "toString"');
  expect(await messageOf("")).toContain('does not begin with "Purpose: <purpose>"');
  expect(await messageOf("test.throws")).toBe('The script of "test.throws" broke: Error: typo');
});

test("the journal holds every request and can be read from another process", async () => {
  const double = await start();
  await postAnthropic(double, "test.text");
  await postAnthropic(double, "test.text");
  await postAnthropic(double, "test.limit");
  await postAnthropic(double, "test.cut").catch(() => undefined);
  const journal = await connectToModelDouble(double.url).journal();
  expect(journal.map(({ purpose, turn, model, status }) => [purpose, turn, model, status])).toEqual([
    ["test.text", 1, "claude-x", 200],
    ["test.text", 1, "claude-x", 200],
    ["test.limit", 1, "claude-x", 429],
    ["test.cut", 1, "claude-x", 0],
  ]);
  expect(journal[0]?.messagesSha256).toMatch(/^[0-9a-f]{64}$/);
  expect(journal[1]?.messagesSha256).toBe(journal[0]?.messagesSha256);
  expect(journal[2]?.messagesSha256).not.toBe(journal[0]?.messagesSha256);
});

test("the journal survives the double", async () => {
  const directory = mkdtempSync(join(tmpdir(), "model-double-"));
  const first = await start({ directory });
  await postAnthropic(first, "test.text");
  await first.stop();
  const second = await start({ directory });
  await postAnthropic(second, "test.limit");
  expect((await second.journal()).map(({ purpose }) => purpose)).toEqual(["test.text", "test.limit"]);
});

async function start(options: Partial<ModelDoubleOptions> = {}): Promise<ModelDouble> {
  const double = await startModelDouble({ script, ...options });
  onTestFinished(() => double.stop());
  return double;
}

function systemOf(purpose: string): string {
  return purpose === "" ? "Be brief." : `Purpose: ${purpose}\n\nBe brief.`;
}

/** What these tests look at in Anthropic's answers. */
interface AnthropicAnswer {
  readonly content: readonly { readonly id: string; readonly name: string; readonly input: unknown }[];
  readonly stop_reason: string;
  readonly usage: unknown;
}

/** What they look at in OpenAI's. */
interface OpenAiAnswer {
  readonly toolInput: string;
  readonly finishReason: string;
  readonly usage: { readonly prompt_tokens: number; readonly completion_tokens: number };
}

function postAnthropic({ url }: ModelDouble, purpose: string): Promise<Response> {
  return fetch(`${url}/v1/messages`, {
    method: "POST",
    body: JSON.stringify({
      model: "claude-x",
      max_tokens: 100,
      system: systemOf(purpose),
      tools: [{ name: "result", input_schema: { type: "object" } }],
      messages: [
        { role: "user", content: "Hello" },
        { role: "assistant", content: [{ type: "tool_use", id: "t1", name: "result", input: {} }] },
        { role: "user", content: [{ type: "tool_result", tool_use_id: "t1", content: "42" }] },
      ],
    }),
  });
}

async function askAnthropic(double: ModelDouble, purpose: string): Promise<AnthropicAnswer> {
  return (await postAnthropic(double, purpose)).json() as Promise<AnthropicAnswer>;
}

async function askOpenAi({ url }: ModelDouble, purpose: string): Promise<OpenAiAnswer> {
  const call = { id: "c1", type: "function", function: { name: "result", arguments: "{}" } };
  const response = await fetch(`${url}/v1/chat/completions`, {
    method: "POST",
    body: JSON.stringify({
      model: "gpt-x",
      tools: [{ type: "function", function: { name: "result", parameters: {} } }],
      messages: [
        { role: "developer", content: systemOf(purpose) },
        { role: "user", content: [{ type: "text", text: "Hello" }] },
        { role: "assistant", content: null, tool_calls: [call] },
        { role: "tool", tool_call_id: "c1", content: "42" },
      ],
    }),
  });
  const answer = (await response.json()) as {
    choices: [{ message: { tool_calls?: [{ function: { arguments: string } }] }; finish_reason: string }];
    usage: OpenAiAnswer["usage"];
  };
  const [{ message, finish_reason: finishReason }] = answer.choices;
  return { toolInput: message.tool_calls?.[0].function.arguments ?? "", finishReason, usage: answer.usage };
}

async function askResponses({ url }: ModelDouble, purpose: string, more: unknown[] = []): Promise<unknown> {
  const input = [
    { role: "developer", content: systemOf(purpose) },
    { role: "user", content: "Hello" },
    ...more,
  ];
  const body = JSON.stringify({ model: "gpt-x", input });
  return (await fetch(`${url}/v1/responses`, { method: "POST", body })).json();
}
