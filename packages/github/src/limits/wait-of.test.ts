import { expect, test } from "vitest";
import { usedUpFor, waitOf } from "./wait-of.ts";

const date = "Mon, 02 Nov 2026 10:00:00 GMT";
const inSeconds = (seconds: number) => String(Date.parse(date) / 1000 + seconds);
const used = { "x-ratelimit-remaining": "0", date };

test.for([
  ["GHF-001", "seconds", { "retry-after": "60" }, 60_000],
  ["GHF-005", "a date", { "retry-after": "Mon, 02 Nov 2026 10:00:30 GMT", date }, 30_000],
  ["GHF-005", "a date that is over", { "retry-after": "Mon, 02 Nov 2026 09:00:00 GMT", date }, 1000],
  ["GHF-005", "a date, and no time to compare it with", { "retry-after": date }, 60_000],
  ["GHF-005", "less than nothing", { "retry-after": "-5" }, 1000],
  ["GHF-005", "thirty years", { "retry-after": "1000000000" }, 3_600_000],
  ["GHF-005", "words", { "retry-after": "soon" }, 60_000],
  ["GHF-036", "a reset to come", { ...used, "x-ratelimit-reset": inSeconds(754) }, 754_000],
  ["GHF-036", "a reset that is over", { ...used, "x-ratelimit-reset": inSeconds(-3600) }, 1000],
  ["GHF-036", "no reset", used, 60_000],
] as const)("%s: asked to wait by %s (%j), we wait %i ms", ([, , headers, waitMs]) => {
  expect(waitOf(headers)).toBe(waitMs);
});

test("a limit of which something is left asks for nothing", () => {
  expect(
    usedUpFor({ "x-ratelimit-remaining": "1", "x-ratelimit-reset": inSeconds(60), date }),
  ).toBeUndefined();
  expect(usedUpFor({})).toBeUndefined();
  expect(usedUpFor({ ...used, "x-ratelimit-reset": inSeconds(60) })).toBe(60_000);
});
