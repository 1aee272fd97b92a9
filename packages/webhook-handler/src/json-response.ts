/** A response as node writes it. */
export interface PlainResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

const plain = new WeakMap<Response, PlainResponse>();

/** As `Response.json`, but what it was made from can be had again without the web's streams: see {@link plainOf}. */
export function jsonResponse(
  body: object,
  { status, headers = {} }: { readonly status: number; readonly headers?: Readonly<Record<string, string>> },
): Response {
  const made = {
    status,
    headers: { ...headers, "content-type": "application/json" },
    text: JSON.stringify(body),
  };
  const response = new Response(made.text, made);
  plain.set(response, made);
  return response;
}

/** What a response says. Of one of {@link jsonResponse} that is free; any other one is consumed. */
export async function plainOf(response: Response): Promise<PlainResponse> {
  return (
    plain.get(response) ?? {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      text: await response.text(),
    }
  );
}
