import { type ErrorCode, OSOrganicError } from "@osorganicai/core";
import { expect, test } from "vitest";
import { defaultRetryPolicy, delayBeforeRetry, type RetryPolicy } from "./retry-policy.ts";

const delays = { firstDelayMs: 1000, maxDelayMs: 6000 };
const policy: RetryPolicy = {
  outage: { ...delays, attempts: Number.POSITIVE_INFINITY, totalMs: 60_000 },
  hiccup: { ...delays, attempts: 5, totalMs: 60_000 },
};

function failure(code: ErrorCode, retryAfterMs?: number): OSOrganicError {
  return new OSOrganicError(code, "It failed.", retryAfterMs === undefined ? {} : { retryAfterMs });
}

const cases: readonly {
  readonly what: string;
  readonly error: unknown;
  readonly attempt: number;
  readonly elapsedMs?: number;
  readonly chance: number;
  readonly delay: number | undefined;
}[] = [
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
    what: "the last try of a hiccup is the last",
    error: failure("repository_unavailable"),
    attempt: 5,
    chance: 1,
    delay: undefined,
  },
  {
    what: "an outage is not bounded by the number of tries",
    error: failure("github_unavailable"),
    attempt: 2000,
    chance: 1,
    delay: 6000,
  },
  {
    what: "an outage is bounded by the time since the first try",
    error: failure("github_unavailable"),
    attempt: 10,
    elapsedMs: 54_001,
    chance: 1,
    delay: undefined,
  },
  {
    what: "the last try of an outage may begin when the time is just up",
    error: failure("github_unavailable"),
    attempt: 10,
    elapsedMs: 54_000,
    chance: 1,
    delay: 6000,
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
    what: "a delay beyond the time that is left is not waited for",
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
];
for (const { what, error, attempt, elapsedMs = 0, chance, delay } of cases)
  test(what, () => expect(delayBeforeRetry({ error, attempt, elapsedMs }, policy, chance)).toBe(delay));

/** When the tries of an error that stays begin, in milliseconds after the first one, without any luck. */
function triesOf(code: ErrorCode, retryAfterMs?: number): readonly number[] {
  const starts = [0];
  for (let attempt = 1, elapsedMs = 0; attempt < 1000; attempt += 1) {
    const error = failure(code, retryAfterMs);
    const delay = delayBeforeRetry({ error, attempt, elapsedMs }, defaultRetryPolicy, 1);
    if (delay === undefined) break;
    starts.push((elapsedMs += delay));
  }
  return starts;
}

const hour = 60 * 60 * 1000;

test.for([
  "github_unavailable",
  "github_rate_limited",
  "effect_in_progress",
  "store_unavailable",
  "model_unavailable",
] as const)("by default %s is waited out for six hours, at most five minutes at a time", (code) => {
  const tries = triesOf(code);
  const waits = tries.slice(1).map((start, index) => start - (tries[index] ?? 0));
  expect(waits.slice(0, 4)).toEqual([2000, 4000, 8000, 16_000]);
  expect(Math.max(...waits)).toBe(300_000);
  expect(tries.at(-1)).toBeGreaterThan(6 * hour - 300_000);
  expect(tries.at(-1)).toBeLessThanOrEqual(6 * hour);
});

test("by default a hiccup is tried five times within about half a minute", () => {
  expect(triesOf("repository_unavailable")).toEqual([0, 2000, 6000, 14_000, 30_000]);
});

test("by default GitHub's limit of an hour is waited for as long as GitHub says", () => {
  expect(triesOf("github_rate_limited", hour)).toEqual([0, 1, 2, 3, 4, 5, 6].map((hours) => hours * hour));
});
