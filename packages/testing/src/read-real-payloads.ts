import { createRequire } from "node:module";

/** One webhook's body as GitHub sent it, and the event of its header. */
export interface RealPayload {
  /** `X-GitHub-Event`, e.g. `issues`. */
  readonly event: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/**
 * What GitHub really sent, collected by its users: 329 payloads of 58 events, of `@octokit/webhooks-examples`.
 * @param key only these, as routes name them: `issues.opened`, or `push` where an event has no action. @default all
 */
export function readRealPayloads(key?: string): readonly RealPayload[] {
  // Not imported: it is 3 MB that few tests want, and its types describe another module system.
  const definitions = createRequire(import.meta.url)("@octokit/webhooks-examples") as readonly Definition[];
  const all = definitions.flatMap(({ name, examples }) =>
    examples.map((payload) => ({ event: name, payload })),
  );
  return key === undefined ? all : all.filter((one) => keyOf(one) === key);
}

interface Definition {
  readonly name: string;
  readonly examples: readonly RealPayload["payload"][];
}

function keyOf({ event, payload: { action } }: RealPayload): string {
  return typeof action === "string" ? `${event}.${action}` : event;
}
