import { type ErrorCode, OSOrganicError } from "@osorganicai/core";
import { expect, test } from "vitest";
import { defaultRetryPolicy, delayBeforeRetry } from "./retry-policy.ts";

const policy = { attempts: 5, firstDelayMs: 1000, maxDelayMs: 6000, maxRetryAfterMs: 60_000 };

function failure(code: ErrorCode, retryAfterMs?: number): OSOrganicError {
  return new OSOrganicError(code, "It failed.", retryAfterMs === undefined ? {} : { retryAfterMs });
}

for (const { what, error, attempt, chance, delay } of [
  {
    what: "the first failure waits about the first delay",
    error: failure("github_unavailable"),
    attempt: 1,
    chance: 1,
    delay: 1000,
  },
  {
    what: "chance takes up to half of a delay away",
    error: failure("github_unavailable"),
    attempt: 1,
    chance: 0,
    delay: 500,
  },
  {
    what: "every further failure waits twice as long",
    error: failure("model_unavailable"),
    attempt: 3,
    chance: 1,
    delay: 4000,
  },
  {
    what: "no delay grows beyond the bound",
    error: failure("store_unavailable"),
    attempt: 4,
    chance: 1,
    delay: 6000,
  },
  {
    what: "the last try is the last",
    error: failure("store_unavailable"),
    attempt: 5,
    chance: 1,
    delay: undefined,
  },
  {
    what: "the other side's own delay counts when it is longer",
    error: failure("github_rate_limited", 30_000),
    attempt: 1,
    chance: 1,
    delay: 30_000,
  },
  {
    what: "the other side's own delay does not shorten ours",
    error: failure("github_rate_limited", 10),
    attempt: 1,
    chance: 1,
    delay: 1000,
  },
  {
    what: "a delay of days is not waited for",
    error: failure("github_rate_limited", 86_400_000),
    attempt: 1,
    chance: 1,
    delay: undefined,
  },
  {
    what: "what only a human can mend is not tried again",
    error: failure("github_forbidden"),
    attempt: 1,
    chance: 1,
    delay: undefined,
  },
  {
    what: "what is a mistake of ours is not tried again",
    error: failure("store_conflict"),
    attempt: 1,
    chance: 1,
    delay: undefined,
  },
  {
    what: "an error nobody knows is not tried again",
    error: new TypeError("x"),
    attempt: 1,
    chance: 1,
    delay: undefined,
  },
  {
    what: "something that is no error is not tried again",
    error: "text",
    attempt: 1,
    chance: 1,
    delay: undefined,
  },
] as const)
  test(what, () => expect(delayBeforeRetry({ error, attempt }, policy, chance)).toBe(delay));

test("by default a step is tried five times within about half a minute", () => {
  const error = failure("model_unavailable");
  const delays = [1, 2, 3, 4, 5].map((attempt) =>
    delayBeforeRetry({ error, attempt }, defaultRetryPolicy, 1),
  );
  expect(delays).toEqual([2000, 4000, 8000, 16_000, undefined]);
});
