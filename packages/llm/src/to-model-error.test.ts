import { OSOrganicError } from "@osorganicai/core";
import { expect, test } from "vitest";
import { toModelError } from "./to-model-error.ts";

const model = "openai:gpt-6.2-sol";

test("a provider that cannot be reached is unavailable, however deep the cause lies", () => {
  for (const code of ["ECONNREFUSED", "ENOTFOUND", "UND_ERR_SOCKET"]) {
    const cause = Object.assign(new Error("socket"), { code });
    const error = new TypeError("fetch failed", { cause });
    expect(toModelError(error, model)).toMatchObject({ code: "model_unavailable", cause: error });
  }
});

test("half an answer, and a failure told with status 200, are unavailable", () => {
  const told = Object.assign(new Error("The server had an error."), { name: "server_error" });
  for (const error of [new SyntaxError("Unexpected end of JSON input"), told])
    expect(toModelError(error, model)).toMatchObject({ code: "model_unavailable", retryable: true });
});

test("the provider's words about a key are not repeated", () => {
  const error = Object.assign(new Error("Incorrect API key provided: sk-abc***xyz"), { status: 401 });
  const { message } = toModelError(error, model) as Error;
  expect(message).toBe(
    `The key for ${model} was refused (HTTP 401). Check the provider's API key and what it may use.`,
  );
});

test("a client that has no key says so", () => {
  const error = new Error("The OPENAI_API_KEY environment variable is missing or empty");
  expect(toModelError(error, model)).toMatchObject({
    code: "model_not_configured",
    message: `${model} cannot be used: The OPENAI_API_KEY environment variable is missing or empty`,
  });
});

test("LangChain's link to its documentation is left out", () => {
  const error = Object.assign(new Error("404 no such model\n\nTroubleshooting URL: https://…\n"), {
    status: 404,
  });
  expect(toModelError(error, model)).toMatchObject({
    message: `${model} refused the request (HTTP 404): 404 no such model`,
    details: { model, status: 404 },
  });
});

test("our own errors and our own mistakes stay what they are", () => {
  for (const error of [
    new OSOrganicError("store_unavailable", "down"),
    new TypeError("x is not a function"),
    "odd",
  ])
    expect(toModelError(error, model)).toBe(error);
});

test.for([
  [408, "model_unavailable"],
  [409, "model_unavailable"],
  [425, "model_unavailable"],
  [500, "model_unavailable"],
  [529, "model_unavailable"],
  [413, "model_input_too_long"],
  [400, "model_not_configured"],
  [401, "model_not_configured"],
  [403, "model_not_configured"],
] as const)("a provider's status %i is %s", ([status, code]) => {
  const error = Object.assign(new Error("sk-abc***xyz"), { status });
  const told = toModelError(error, model);
  expect(told).toMatchObject({ code, details: { model, status } });
  expect((told as Error).message.includes("sk-abc")).toBe(status !== 401 && status !== 403);
});

test("a rate limit told with status 200 passes by itself", () => {
  const error = Object.assign(new Error("Slow down."), { name: "rate_limit_exceeded" });
  expect(toModelError(error, model)).toMatchObject({ code: "model_unavailable" });
});
