import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";

/** A request that has arrived completely. */
export interface TwinRequest {
  readonly method: string;
  /** As it was sent, still encoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** An answer; a body that is neither text nor bytes becomes JSON. */
export interface TwinAnswer {
  readonly status: number;
  /** The connection ends, and nothing is answered. */
  readonly cut?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Waits for the whole request. */
export async function readRequest(incoming: IncomingMessage): Promise<TwinRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const [path = "/", query = ""] = (incoming.url ?? "/").split(/\?(.*)/s);
  return {
    method: incoming.method ?? "GET",
    path,
    query: new URLSearchParams(query),
    headers: incoming.headers,
    body: Buffer.concat(chunks),
  };
}

/** Sends an answer. */
export function sendAnswer(outgoing: ServerResponse, { status, cut, headers = {}, body }: TwinAnswer): void {
  if (cut) {
    outgoing.destroy();
    return;
  }
  const ready = body === undefined || typeof body === "string" || Buffer.isBuffer(body);
  const type = ready ? {} : { "content-type": "application/json; charset=utf-8" };
  outgoing.writeHead(status, { ...type, ...headers });
  outgoing.end(ready ? body : JSON.stringify(body));
}
