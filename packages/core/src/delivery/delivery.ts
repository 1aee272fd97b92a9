/** Who did something on GitHub. The id never changes, the login may. */
export interface Actor {
  readonly id: number;
  readonly login: string;
  /** GitHub's account type. Apps and GitHub's own automation are `Bot`. */
  readonly type: "User" | "Bot" | "Organization" | (string & {});
}

/** A verified GitHub webhook delivery, or a hand-over from one agent to the next. */
export interface Delivery {
  /** `X-GitHub-Delivery`. A redelivery keeps it. https://docs.github.com/webhooks/testing-and-troubleshooting-webhooks/redelivering-webhooks */
  readonly id: string;
  /** `X-GitHub-Event`, e.g. `issues`. Not covered by the signature. */
  readonly event: string;
  /** The payload's `action`, e.g. `opened`. */
  readonly action: string | undefined;
  /** `owner/name`, or undefined for events of an account or an App. */
  readonly repository: string | undefined;
  /** What the delivery is about: the unit of ordering. See {@link subjectOf}. */
  readonly subject: string;
  readonly sender: Actor | undefined;
  /**
   * Lower-case hex SHA-256 of the exact body: a captured body can be replayed under another delivery id. Undefined when
   * the exact bytes are not known, because GitHub's log of deliveries gave them parsed.
   */
  readonly bodySha256: string | undefined;
  /** The exact body, because Postgres' jsonb refuses some of what JSON allows. */
  readonly body: string;
  /** The parsed body, still in GitHub's own shape. */
  readonly payload: Readonly<Record<string, unknown>>;
}

/** `issues.opened`, or only `push` where an event has no action: how routes name deliveries. */
export function eventKey({ event, action }: Pick<Delivery, "event" | "action">): string {
  return action === undefined ? event : `${event}.${action}`;
}
