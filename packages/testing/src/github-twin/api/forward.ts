import { repairAnswer } from "../emulator/repairs.ts";
import type { Twin } from "../twin.ts";
import type { ApiAnswer, ApiCall } from "./api-call.ts";
import { ApiFailure } from "./api-failure.ts";

/** Lets the emulator answer, on the caller's behalf, and repairs what it says. @throws ApiFailure when it refuses */
export async function forward(twin: Twin, call: ApiCall, body: unknown = call.rawBody): Promise<ApiAnswer> {
  const { operation, path, caller } = call;
  const token = caller.kind === "anonymous" ? undefined : caller.token;
  const answer = await twin.emulator.send({ method: operation.method, path, body, token });
  if (answer.status >= 400) throw refusalOf(answer.status, answer.body);
  return {
    status: answer.status,
    body: repairAnswer(twin, operation.id, answer.body),
    ...(answer.link !== undefined && { headers: { link: answer.link } }),
  };
}

/** The emulator's refusals, in the words of GitHub. */
function refusalOf(status: number, body: unknown): ApiFailure {
  const { message } = body as { readonly message: string };
  if (status === 404) return new ApiFailure(404, "Not Found");
  return new ApiFailure(status, message === "Validation failed" ? "Validation Failed" : message);
}
