import { OSOrganicError, type RateLimiter, type Turn, type TurnRequest } from "@osorganicai/core";
import { expect, test } from "vitest";
import { withinTurn } from "./within-turn.ts";

/** A limiter that answers in turn, and everything it heard. */
function createLimiter(...turns: readonly Turn[]) {
  const heard: unknown[] = [];
  const asked: TurnRequest[] = [];
  const limiter: RateLimiter = {
    async take(turn) {
      asked.push(turn);
      const answer = turns[Math.min(asked.length, turns.length) - 1];
      if (!answer) throw new Error("No turn was prepared.");
      return answer;
    },
    end: async (scope, id) => void heard.push(`end ${scope} ${id}`),
    holdOff: async (scope, forMs) => void heard.push(`hold off ${scope} ${forMs}`),
  };
  return { limiter, heard, asked };
}

const limits = { anthropic: { perMinute: 50, inFlight: 4 } };
const granted: Turn = { granted: true, id: "t-1" };

test("a call waits for its turn, is made, and ends its turn", async () => {
  const { limiter, heard, asked } = createLimiter({ granted: false, waitMs: 1 }, granted);
  const answer = await withinTurn({ limiter, limits, timeoutMs: 9 }, "anthropic:x", async () => "answer");
  expect(answer).toBe("answer");
  expect(heard).toEqual(["end model:anthropic t-1"]);
  expect(asked).toHaveLength(2);
  expect(asked[0]).toMatchObject({
    scope: "model:anthropic",
    holdMs: 9,
    limits: { windows: [{ seconds: 60, of: "points", most: 50 }], inFlight: 4, gapMs: 0 },
  });
});

test("a provider without limits is asked at once", async () => {
  const { limiter, asked } = createLimiter();
  expect(await withinTurn({ limiter, limits, timeoutMs: 9 }, "ollama:x", async () => 1)).toBe(1);
  expect(await withinTurn({ limiter: undefined, limits, timeoutMs: 9 }, "anthropic:x", async () => 2)).toBe(
    2,
  );
  expect(asked).toEqual([]);
});

test("a turn that would take too long is no call, and says when to come again", async () => {
  const { limiter } = createLimiter({ granted: false, waitMs: 5001 });
  const call = withinTurn({ limiter, limits, timeoutMs: 9 }, "anthropic:x", () => expect.fail("asked"));
  await expect(call).rejects.toMatchObject({ code: "model_unavailable", retryAfterMs: 5001 });
});

test("what a provider asks one call to wait, all of them wait", async () => {
  const { limiter, heard } = createLimiter(granted);
  const busy = new OSOrganicError("model_unavailable", "429", { retryAfterMs: 7000 });
  const call = withinTurn({ limiter, limits, timeoutMs: 9 }, "anthropic:x", () => Promise.reject(busy));
  await expect(call).rejects.toBe(busy);
  expect(heard).toEqual(["hold off model:anthropic 7000", "end model:anthropic t-1"]);
});
