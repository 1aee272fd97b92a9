/** Headers of an answer, as Octokit gives them. */
export type AnswerHeaders = Readonly<Record<string, string | number | undefined>>;

const SHORTEST_MS = 1000;
const LONGEST_MS = 3_600_000;
/** Where GitHub names no time, its documentation asks for a minute. */
const UNNAMED_MS = 60_000;

/**
 * Pure: how long a refused request has to wait. A secondary limit says how long, a primary one until when: seconds since
 * 1970 by GitHub's clock, which is in the same answer. Never less than a second or more than an hour, whatever it says.
 * https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
 */
export function waitOf(headers: AnswerHeaders): number {
  return retryAfterOf(headers) ?? usedUpFor(headers) ?? UNNAMED_MS;
}

/** Pure: for how long nothing is left of a limit; undefined when there is, or nothing is known. */
export function usedUpFor(headers: AnswerHeaders): number | undefined {
  const { "x-ratelimit-remaining": left, "x-ratelimit-reset": reset, date } = headers;
  if (left === undefined || Number(left) !== 0) return undefined;
  return within(Number(reset) * 1000 - Date.parse(String(date)));
}

function retryAfterOf({ "retry-after": after, date }: AnswerHeaders): number | undefined {
  if (after === undefined) return undefined;
  const seconds = Number(after);
  return within(
    Number.isNaN(seconds) ? Date.parse(String(after)) - Date.parse(String(date)) : seconds * 1000,
  );
}

function within(waitMs: number): number | undefined {
  return Number.isNaN(waitMs) ? undefined : Math.min(Math.max(waitMs, SHORTEST_MS), LONGEST_MS);
}
