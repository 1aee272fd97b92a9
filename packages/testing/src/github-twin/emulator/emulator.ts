import type { JsonObject } from "../json.ts";
import type { RunningEmulator } from "./start-emulator.ts";

/** A request to the emulator. */
interface EmulatorRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly body?: unknown;
  /** Whose behalf; undefined: nobody's. */
  readonly token?: string | undefined;
}

/** An answer of the emulator, whatever its status. */
interface EmulatorAnswer {
  readonly status: number;
  /** Parsed JSON; undefined where there is none. */
  readonly body: unknown;
  /** The `Link` header: the only one that says something about the answer. */
  readonly link: string | undefined;
}

/** The emulator as the rest of the twin sees it. Its own address never gets out. */
export interface Emulator {
  send(request: EmulatorRequest): Promise<EmulatorAnswer>;
  /** Asks on behalf of the repositories' owner, whom the emulator refuses nothing. @throws Error on a refusal */
  ask(method: string, path: string, body?: unknown): Promise<unknown>;
  close(): Promise<void>;
}

/** What a client needs beside a running emulator. */
export interface EmulatorClientOptions {
  /** The twin's address, which stands in for the emulator's. */
  readonly url: string;
  /** Tokens of the owner, used in turn: the emulator refuses the 5,000th call of a token within an hour. */
  readonly ownerTokens: readonly string[];
}

/** Talks to a running emulator. */
export function createEmulatorClient(running: RunningEmulator, options: EmulatorClientOptions): Emulator {
  const { host, port } = new URL(`http://${running.host}`);
  let calls = 0;
  const send: Emulator["send"] = async ({ method, path, body, token }) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      // The emulator takes a missing body for a mistake.
      ...(method !== "GET" && { body: JSON.stringify(body ?? {}) }),
      headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
    });
    const text = (await answer.text()).replaceAll(host, new URL(options.url).host);
    return {
      status: answer.status,
      body: text === "" ? undefined : JSON.parse(text, encodeAddress),
      link: answer.headers.get("link")?.replaceAll(`127.0.0.1:${port}`, new URL(options.url).host),
    };
  };
  return {
    send,
    async ask(method, path, body) {
      calls += 1;
      const token = options.ownerTokens[calls % options.ownerTokens.length];
      const answer = await send({ method, path, body, token });
      if (answer.status < 400) return answer.body;
      const { message } = answer.body as JsonObject;
      throw new Error(`The emulator refused ${method} ${path} (${answer.status}): ${String(message)}`);
    },
    close: running.close,
  };
}

/** The login of a bot has brackets, which may not stand in an address. */
function encodeAddress(key: string, value: unknown): unknown {
  if (typeof value !== "string" || !/(^|_)url$/.test(key)) return value;
  return value.replaceAll("[", "%5B").replaceAll("]", "%5D");
}
