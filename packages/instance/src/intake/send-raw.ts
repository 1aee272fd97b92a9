import { connect } from "node:net";

/** A request as it goes over the wire, right or wrong. */
export interface RawRequest {
  readonly method?: string;
  readonly target?: string;
  readonly version?: string;
  /** In order; a name may come twice. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Each is written by itself; without a declared length as chunks. */
  readonly pieces?: readonly (string | Uint8Array)[];
  /** Of `content-length`. Null: none. @default the length of the pieces */
  readonly length?: string | null;
  /** Break the connection instead of waiting for an answer. */
  readonly isAborted?: boolean;
}

/** What came back. */
export interface RawAnswer {
  /** 0: nothing came. */
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** Sends one request over a connection of its own and waits until the server closes it. */
export async function sendRaw(port: number, request: RawRequest): Promise<RawAnswer> {
  const [answer] = parseAnswers(await exchange(port, messageOf(request), request.isAborted ?? false));
  return answer ?? { status: 0, headers: new Headers(), body: "" };
}

/** Writes bytes, returns bytes. */
export async function exchange(
  port: number,
  parts: readonly Uint8Array[],
  isAborted: boolean = false,
): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  const received: Buffer[] = [];
  socket.on("data", (data) => received.push(data));
  socket.on("error", () => undefined); // What came before it counts.
  socket.on("close", () => resolve());
  for (const part of parts) await new Promise<void>((written) => socket.write(part, () => written()));
  if (isAborted) socket.resetAndDestroy();
  await promise;
  return Buffer.concat(received).toString();
}

/** The bytes of a request, in the parts in which they are written. */
export function messageOf(request: RawRequest): readonly Uint8Array[] {
  const { method = "POST", target = "/api/webhooks", version = "1.1", headers } = request;
  const pieces = (request.pieces ?? []).map((piece) => Buffer.from(piece));
  const { length = String(pieces.reduce((sum, piece) => sum + piece.length, 0)) } = request;
  const all = [
    ["host", "localhost"],
    ...(headers.some(([name]) => name === "connection") ? [] : [["connection", "close"]]),
    length === null ? ["transfer-encoding", "chunked"] : ["content-length", length],
    ...headers,
  ];
  const head = `${method} ${target} HTTP/${version}\r\n${all.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`;
  if (length !== null) return [Buffer.from(head, "latin1"), ...pieces];
  const chunks = pieces
    .filter(({ length: bytes }) => bytes > 0)
    .map((piece) =>
      Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from("\r\n")]),
    );
  return [Buffer.from(head, "latin1"), ...chunks, Buffer.from("0\r\n\r\n")];
}

/** Every answer in what a server has written. */
export function parseAnswers(text: string): readonly RawAnswer[] {
  const answers: RawAnswer[] = [];
  for (let rest = text; rest.startsWith("HTTP/"); ) {
    const [head = "", ...after] = rest.split("\r\n\r\n");
    const [statusLine = "", ...lines] = head.split("\r\n");
    const headers = new Headers(lines.map((line): [string, string] => splitAt(line, ": ")));
    const body = after.join("\r\n\r\n");
    const length = Number(headers.get("content-length") ?? 0);
    answers.push({ status: Number(statusLine.split(" ")[1]), headers, body: body.slice(0, length) });
    rest = body.slice(length);
  }
  return answers;
}

function splitAt(line: string, separator: string): [string, string] {
  const position = line.indexOf(separator);
  return position === -1
    ? [line.replace(/:$/, ""), ""]
    : [line.slice(0, position), line.slice(position + separator.length)];
}
