import { AIMessage, ToolMessage } from "@langchain/core/messages";
import { expect, test } from "vitest";
import { orderCalls } from "./order-calls.ts";

const calls = ["a", "b", "c"].map((id) => ({ id, name: "read", args: {} }));
const answer = new AIMessage({ content: "", tool_calls: calls });

test("calls run in the order the model gave, in whatever order they are started", async () => {
  const runInOrder = orderCalls();
  const done: string[] = [];
  const start = (id: string, ticks: number): Promise<void> =>
    runInOrder([answer], id, async () => {
      for (let tick = 0; tick < ticks; tick += 1) await Promise.resolve();
      done.push(id);
    });
  await Promise.all([start("c", 0), start("a", 9), start("b", 3)]);
  expect(done).toEqual(["a", "b", "c"]);
});

test("a call that was answered otherwise is not waited for", async () => {
  const messages = [answer, new ToolMessage({ tool_call_id: "a", content: "refused" })];
  expect(await orderCalls()(messages, "b", async () => "ran")).toBe("ran");
});

test("after a failure the others fail alike and are not started", async () => {
  const runInOrder = orderCalls();
  const started: string[] = [];
  const start = (id: string): Promise<void> =>
    runInOrder([answer], id, async () => {
      started.push(id);
      throw new Error(`${id} failed`);
    });
  const results = await Promise.allSettled(["a", "b", "c"].map(start));
  expect(results.map((result) => result.status === "rejected" && String(result.reason))).toEqual(
    Array(3).fill("Error: a failed"),
  );
  expect(started).toEqual(["a"]);
});
