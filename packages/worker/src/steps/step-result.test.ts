import { isOSOrganicError, OSOrganicError } from "@osorganicai/core";
import { expect, test } from "vitest";
import { isFailure, openResult, type StepResult, storeError, storeValue } from "./step-result.ts";

/** What comes back from the database. */
function reload(result: StepResult): StepResult {
  return JSON.parse(JSON.stringify(result)) as StepResult;
}

test("values come back as JSON has them, undefined as undefined", () => {
  for (const value of [undefined, null, 0, "", [1, { a: null }], { failure: "a value that is called so" }])
    expect(openResult(reload(storeValue(value)))).toEqual(value);
  expect(openResult(storeValue({ at: new Date(0) }))).toEqual({ at: "1970-01-01T00:00:00.000Z" });
});

test("an OSOrganicError comes back as one, with all it tells", () => {
  const error = new OSOrganicError("github_rate_limited", "Come back later.", {
    retryAfterMs: 1500,
    details: { limit: 5000 },
    cause: new Error("a secret"),
  });
  const stored = reload(storeError(error));
  expect(JSON.stringify(stored)).not.toContain("secret");
  const revived = catchError(() => openResult(stored));
  expect(isOSOrganicError(revived)).toBe(true);
  expect(revived).toMatchObject({
    code: "github_rate_limited",
    message: "Come back later.",
    retryAfterMs: 1500,
    details: { limit: 5000 },
    retryable: true,
  });
});

test("another error comes back with its name and message, and so does what is no error", () => {
  expect(
    catchError(() => openResult(reload(storeError(new TypeError("x is not a function"))))),
  ).toMatchObject({
    name: "TypeError",
    message: "x is not a function",
  });
  expect(catchError(() => openResult(reload(storeError("just text"))))).toMatchObject({
    message: "just text",
  });
});

test("a failure is told from a value, whatever the value looks like", () => {
  expect(isFailure(reload(storeError(new Error("x"))))).toBe(true);
  expect(isFailure(reload(storeValue({ failure: 1 })))).toBe(false);
  expect(isFailure(null)).toBe(false);
});

function catchError(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}
