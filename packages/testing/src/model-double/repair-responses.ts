import type { ServerResponse } from "node:http";
import type { Mountable } from "@copilotkit/aimock";

/** The interface of OpenAI whose answers need repair. */
export const RESPONSES_PATH = "/v1/responses";

/**
 * Makes aimock's answers on {@link RESPONSES_PATH} what OpenAI's are: a refusal is a part of the message, and an
 * incomplete answer says why. https://developers.openai.com/api/docs/api-reference/responses/object
 */
export const repairResponses: Mountable = {
  async handleRequest(_request, response) {
    const end = response.end.bind(response) as (body: unknown) => ServerResponse;
    response.end = ((body: unknown) =>
      end(typeof body === "string" ? repair(body) : body)) as typeof response.end;
    return false; // The answer itself is aimock's.
  },
};

interface ResponsesAnswer {
  readonly status?: unknown;
  readonly output?: readonly { readonly content?: readonly { readonly text?: string }[] }[];
}

function repair(body: string): string {
  const answer = JSON.parse(body) as ResponsesAnswer;
  if (answer.status === "incomplete")
    return JSON.stringify({ ...answer, incomplete_details: { reason: "max_output_tokens" } });
  if (answer.status !== "failed") return body;
  const output = answer.output?.map((item) => ({
    ...item,
    content: item.content?.map(({ text }) => ({ type: "refusal", refusal: text })),
  }));
  return JSON.stringify({ ...answer, status: "completed", output });
}
