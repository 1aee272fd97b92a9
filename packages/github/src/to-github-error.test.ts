import { OSOrganicError } from "@osorganicai/core";
import { expect, test } from "vitest";
import { toGitHubError } from "./to-github-error.ts";

const failure = (status: number, headers: Record<string, string> = {}, message = "nope") =>
  Object.assign(new Error(message), {
    status,
    response: { headers },
    request: { method: "POST", url: "https://api.github.com/repos/a/b/issues" },
  });

const date = "Mon, 02 Nov 2026 10:00:00 GMT";
const later = "Mon, 02 Nov 2026 11:00:00 GMT";

test.for([
  [401, {}, "github_forbidden", false],
  [403, {}, "github_forbidden", false],
  [403, { "retry-after": "60" }, "github_rate_limited", true],
  [403, { "x-ratelimit-remaining": "0" }, "github_rate_limited", true],
  [429, {}, "github_rate_limited", true],
  [404, {}, "github_not_found", false],
  [410, {}, "github_not_found", false],
  [451, {}, "github_not_found", false],
  [405, {}, "github_conflict", false],
  [409, {}, "github_conflict", false],
  [422, {}, "github_conflict", false],
  [500, {}, "github_unavailable", true],
  [502, {}, "github_unavailable", true],
] as const)("%i with %j is %s", ([status, headers, code, retryable]) => {
  expect(toGitHubError(failure(status, headers))).toMatchObject({
    code,
    retryable,
    message: expect.stringContaining("POST /repos/a/b/issues"),
  });
});

test("GitHub says how long to wait, or else it is a minute", () => {
  expect(toGitHubError(failure(429, { "retry-after": "7" }))).toMatchObject({ retryAfterMs: 7000 });
  expect(toGitHubError(failure(403, {}, "You have exceeded a secondary rate limit"))).toMatchObject({
    code: "github_rate_limited",
    retryAfterMs: 60_000,
  });
});

test.for([
  ["until the limit is reset", { "x-ratelimit-remaining": "0", date }, 754_000],
  ["a second when it has just been reset", { "x-ratelimit-remaining": "0", date: later }, 1000],
  ["a minute when it is another limit that was exceeded", { "x-ratelimit-remaining": "41", date }, 60_000],
  ["a minute when GitHub does not say what time it is", { "x-ratelimit-remaining": "0" }, 60_000],
] as const)("a used-up limit asks to wait %s", ([, headers, retryAfterMs]) => {
  const reset = String(Date.parse(date) / 1000 + 754);
  const error = toGitHubError(failure(429, { ...headers, "x-ratelimit-reset": reset }));
  expect(error).toMatchObject({ code: "github_rate_limited", retryAfterMs });
});

test("a connection that broke may have carried the request", () => {
  expect(toGitHubError(new TypeError("fetch failed"))).toMatchObject({ code: "github_unavailable" });
});

test("our own errors pass", () => {
  const error = new OSOrganicError("change_set_refused", "x");
  expect(toGitHubError(error)).toBe(error);
});

test("what GraphQL refuses with status 200 is refused all the same", () => {
  const error = Object.assign(new Error("Resource not accessible"), { name: "GraphqlResponseError" });
  expect(toGitHubError(error)).toMatchObject({
    code: "github_conflict",
    message: "GitHub refused: Resource not accessible",
  });
});
