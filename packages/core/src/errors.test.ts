import { expect, test } from "vitest";
import { isOSOrganicError, OSOrganicError } from "./errors.ts";

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
