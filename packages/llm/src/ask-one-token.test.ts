import { startModelDouble } from "@osorganicai/testing";
import { expect, onTestFinished, test, vi } from "vitest";
import { askOneToken } from "./ask-one-token.ts";

async function startDouble(answer: { readonly text: string } | { readonly status: number }) {
  const double = await startModelDouble({ script: { "doctor.one_token": () => answer } });
  for (const [name, value] of Object.entries(double.environment)) vi.stubEnv(name, value);
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    await double.stop();
  });
  return double;
}

test.for(["anthropic:claude-haiku-5-5", "openai:gpt-6-luna"])(
  "%s is asked once, and its answer is not read",
  async (name) => {
    const double = await startDouble({ text: "No." });
    await askOneToken(name);
    const requests = await double.journal();
    expect(requests.map(({ purpose, status }) => [purpose, status])).toEqual([["doctor.one_token", 200]]);
  },
);

test("a refused key is told without repeating it", async () => {
  await startDouble({ status: 401 });
  await expect(askOneToken("anthropic:claude-haiku-5-5")).rejects.toThrow(
    "The key for anthropic:claude-haiku-5-5 was refused (HTTP 401). Check the provider's API key",
  );
});

test("whoever does not wait for the answer is told at once", async () => {
  await startDouble({ text: "Yes." });
  const signal = AbortSignal.abort();
  await expect(askOneToken("openai:gpt-6-luna", { signal })).rejects.toThrow(/abort/i);
});
