import { expect, test } from "vitest";
import { type ErrorCode, isOSOrganicError, OSOrganicError } from "./errors.ts";

test("an error carries its code, its facts and its cause", () => {
  const cause = new Error("socket closed");
  const error = new OSOrganicError("github_unavailable", "GitHub does not answer.", {
    cause,
    retryAfterMs: 5,
    details: { status: 502 },
  });
  expect(error).toMatchObject({
    code: "github_unavailable",
    retryAfterMs: 5,
    details: { status: 502 },
    cause,
    retryable: true,
  });
});

test("an error from another copy of this package is recognised", () => {
  const other = Object.defineProperty(new Error("x"), Symbol.for("osorganicai.error"), { value: true });
  expect(isOSOrganicError(other)).toBe(true);
  expect(isOSOrganicError(new Error("x"))).toBe(false);
  expect(isOSOrganicError(undefined)).toBe(false);
});

const retried: readonly ErrorCode[] = [
  "body_timeout",
  "store_unavailable",
  "model_unavailable",
  "github_unavailable",
  "github_rate_limited",
  "repository_unavailable",
];
const final: readonly ErrorCode[] = [
  "store_conflict",
  "store_refused",
  "model_refused",
  "model_output_invalid",
  "github_forbidden",
  "github_conflict",
  "capability_denied",
  "change_set_refused",
];
test.for([...retried.map((code) => [code, true] as const), ...final.map((code) => [code, false] as const)])(
  "whether %s may be tried again as it is: %s",
  ([code, retryable]) => {
    expect(new OSOrganicError(code, "x").retryable).toBe(retryable);
  },
);
