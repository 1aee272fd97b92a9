import { type ErrorCode, isOSOrganicError, messageOf, OSOrganicError } from "@osorganicai/core";
import { type AnswerHeaders, waitOf } from "./limits/wait-of.ts";

/** Statuses that mean one thing. What is not here and below 500 is a conflict: GitHub understood and refused. */
const codes: Readonly<Record<number, ErrorCode>> = {
  401: "github_forbidden",
  403: "github_forbidden",
  404: "github_not_found",
  410: "github_not_found",
  429: "github_rate_limited",
  451: "github_not_found",
};

/** What GraphQL refuses with status 200, by its type. What is not here is a conflict. */
const graphqlCodes: Readonly<Record<string, ErrorCode>> = {
  FORBIDDEN: "github_forbidden",
  INTERNAL: "github_unavailable",
  NOT_FOUND: "github_not_found",
  RATE_LIMITED: "github_rate_limited",
  SERVICE_UNAVAILABLE: "github_unavailable",
};
/** GitHub's words for a query that it gave up: what was asked may have been done. */
const gaveUp = /something went wrong|timed? ?out/i;

const advice: Partial<Record<ErrorCode, string>> = {
  github_forbidden: "Check the App's permissions and that it is installed on the repository.",
  github_not_found: "Check the name, and that the App is installed on the repository.",
};

/** The error of a request in our own vocabulary. Anything that is no answer of GitHub's may have happened all the same. */
export function toGitHubError(error: unknown): unknown {
  if (isOSOrganicError(error)) return error;
  if (error instanceof Error && error.name === "GraphqlResponseError") return toGraphqlError(error);
  const { status, response, request } = error as RequestFailure;
  const call = request ? `${request.method} ${new URL(request.url).pathname}` : "the request";
  if (status === undefined || status >= 500 || response === undefined)
    return new OSOrganicError("github_unavailable", `GitHub did not answer ${call}: ${messageOf(error)}`, {
      cause: error,
    });
  const headers = response.headers ?? {};
  const code = isRateLimit({ status, headers, message: messageOf(error) })
    ? "github_rate_limited"
    : (codes[status] ?? "github_conflict");
  const sentence = `GitHub refused ${call} with ${status}: ${messageOf(error)}. ${advice[code] ?? ""}`.trim();
  const retryAfterMs = code === "github_rate_limited" ? { retryAfterMs: waitOf(headers) } : {};
  return new OSOrganicError(code, sentence, { cause: error, details: { status }, ...retryAfterMs });
}

interface RequestFailure {
  readonly status?: number;
  readonly response?: { readonly headers?: AnswerHeaders };
  readonly request?: { readonly method: string; readonly url: string };
}

function toGraphqlError(error: Error): OSOrganicError {
  const { errors, headers } = error as Error & {
    readonly errors?: readonly { readonly type?: string }[];
    readonly headers?: AnswerHeaders;
  };
  const code =
    graphqlCodes[errors?.[0]?.type ?? ""] ??
    (gaveUp.test(error.message) ? "github_unavailable" : "github_conflict");
  const retryAfterMs = code === "github_rate_limited" ? { retryAfterMs: waitOf(headers ?? {}) } : {};
  return new OSOrganicError(code, `GitHub refused: ${error.message}`, { cause: error, ...retryAfterMs });
}

/** Whether a refusal says no more than: not now. https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit */
export function isRateLimit({
  status,
  headers,
  message,
}: {
  readonly status: number | undefined;
  readonly headers: AnswerHeaders;
  readonly message: string;
}): boolean {
  if (status !== 403 && status !== 429) return false;
  return (
    status === 429 ||
    headers["retry-after"] !== undefined ||
    Number(headers["x-ratelimit-remaining"] ?? 1) === 0 ||
    /rate limit/i.test(message)
  );
}
