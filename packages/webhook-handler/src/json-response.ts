const texts = new WeakMap<Response, string>();

/** As `Response.json`, but its text can be had again without the web's streams: see {@link textOf}. */
export function jsonResponse(
  body: object,
  { status, headers = {} }: { readonly status: number; readonly headers?: Readonly<Record<string, string>> },
): Response {
  const text = JSON.stringify(body);
  const response = new Response(text, {
    status,
    headers: { ...headers, "content-type": "application/json" },
  });
  texts.set(response, text);
  return response;
}

/** A response's text. Reading one of {@link jsonResponse} is free; any other one is consumed. */
export async function textOf(response: Response): Promise<string> {
  return texts.get(response) ?? response.text();
}
