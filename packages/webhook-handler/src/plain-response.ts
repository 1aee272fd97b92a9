import type { WebhookRequest } from "./webhook-request.ts";

/** A response before the web's streams, as node writes it. */
export interface PlainResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

type Handle = (request: WebhookRequest) => Promise<Response>;
type Answer = (request: WebhookRequest) => Promise<PlainResponse>;

/** As `Response.json`. */
export function plainJson(
  body: object,
  { status, headers = {} }: { readonly status: number; readonly headers?: Readonly<Record<string, string>> },
): PlainResponse {
  return { status, headers: { ...headers, "content-type": "application/json" }, text: JSON.stringify(body) };
}

const answers = new WeakMap<Handle, Answer>();

/** A handler for the web, whose answers can be had without making a `Response` of them first: see {@link answerOf}. */
export function toHandler(answer: Answer): Handle {
  const handle: Handle = async (request) => {
    const { text, ...init } = await answer(request);
    return new Response(text, init);
  };
  answers.set(handle, answer);
  return handle;
}

/** What a handler answers, whoever made it. */
export function answerOf(handle: Handle): Answer {
  return answers.get(handle) ?? (async (request) => toPlain(await handle(request)));
}

async function toPlain(response: Response): Promise<PlainResponse> {
  const headers = Object.fromEntries(response.headers);
  return { status: response.status, headers, text: await response.text() };
}
