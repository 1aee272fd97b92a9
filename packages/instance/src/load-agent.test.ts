import { BaseAgent, type Outcome } from "@osorganicai/core";
import { expect, test } from "vitest";
import { loadAgent } from "./load-agent.ts";

class Greeter extends BaseAgent {
  override readonly name = "greeter";
  protected override readonly capabilities = [];
  protected override async handle(): Promise<Outcome> {
    return { kind: "nothing_to_do", reason: "Said hello." };
  }
}

test("an agent is found by the name that the configuration gave it", async () => {
  const agents = { greeter: async () => ({ default: Greeter }), ci: async () => ({ default: Greeter }) };
  expect(await loadAgent({ agents }, "greeter")).toBe(Greeter);
  expect(await loadAgent({ agents }, "ci")).toBe(Greeter);
});

test("a place that the child leaves free is taken by ours", async () => {
  expect((await loadAgent({ agents: {} }, "developer")).name).toBe("DeveloperAgent");
});

test.for(["greeter", "toString"])("%s, which nobody named, is no agent", async (name) => {
  await expect(loadAgent({ agents: {} }, name)).rejects.toMatchObject({ code: "config_invalid" });
});
