import { type ErrorCode, isOSOrganicError, messageOf, OSOrganicError } from "@osorganicai/core";

/** Statuses that mean one thing. What is not here and below 500 is a conflict: GitHub understood and refused. */
const codes: Readonly<Record<number, ErrorCode>> = {
  401: "github_forbidden",
  403: "github_forbidden",
  404: "github_not_found",
  410: "github_not_found",
  429: "github_rate_limited",
  451: "github_not_found",
};

const advice: Partial<Record<ErrorCode, string>> = {
  github_forbidden: "Check the App's permissions and that it is installed on the repository.",
  github_not_found: "Check the name, and that the App is installed on the repository.",
};

/** The error of a request in our own vocabulary. Anything that is no answer of GitHub's may have happened all the same. */
export function toGitHubError(error: unknown): unknown {
  if (isOSOrganicError(error)) return error;
  // GraphQL refuses with status 200.
  if (error instanceof Error && error.name === "GraphqlResponseError")
    return new OSOrganicError("github_conflict", `GitHub refused: ${error.message}`, { cause: error });
  const { status, response, request } = error as RequestFailure;
  const call = request ? `${request.method} ${new URL(request.url).pathname}` : "the request";
  if (status === undefined || status >= 500 || response === undefined)
    return new OSOrganicError("github_unavailable", `GitHub did not answer ${call}: ${messageOf(error)}`, {
      cause: error,
    });
  const headers = response.headers ?? {};
  const code = isRateLimit(status, headers, messageOf(error))
    ? "github_rate_limited"
    : (codes[status] ?? "github_conflict");
  const sentence = `GitHub refused ${call} with ${status}: ${messageOf(error)}. ${advice[code] ?? ""}`.trim();
  const retryAfterMs = code === "github_rate_limited" ? { retryAfterMs: waitOf(headers) } : {};
  return new OSOrganicError(code, sentence, { cause: error, details: { status }, ...retryAfterMs });
}

interface RequestFailure {
  readonly status?: number;
  readonly response?: { readonly headers?: Readonly<Record<string, string | number | undefined>> };
  readonly request?: { readonly method: string; readonly url: string };
}

/** https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit */
function isRateLimit(
  status: number,
  headers: Readonly<Record<string, string | number | undefined>>,
  message: string,
): boolean {
  if (status !== 403 && status !== 429) return false;
  return (
    headers["retry-after"] !== undefined ||
    Number(headers["x-ratelimit-remaining"] ?? 1) === 0 ||
    /rate limit/i.test(message)
  );
}

/**
 * A secondary limit says how long, a primary one until when: seconds since 1970 by GitHub's clock, which is in the same
 * answer. At least a minute where GitHub names no time, as its documentation asks.
 */
function waitOf(headers: Readonly<Record<string, string | number | undefined>>): number {
  const seconds = Number(headers["retry-after"]);
  if (Number.isFinite(seconds)) return seconds * 1000;
  const used = Number(headers["x-ratelimit-remaining"] ?? 1) === 0;
  const untilMs = Number(headers["x-ratelimit-reset"]) * 1000 - Date.parse(String(headers["date"]));
  return used && Number.isFinite(untilMs) ? Math.max(untilMs, 1000) : 60_000;
}
