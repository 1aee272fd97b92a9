/** One attempt that GitHub made to deliver an event. JSON. */
export interface DeliveryAttempt {
  /** GitHub's id of the attempt. A redelivery is another attempt. */
  readonly attemptId: number;
  /** `X-GitHub-Delivery`, the same for every attempt. */
  readonly deliveryId: string;
  /** `X-GitHub-Event`. */
  readonly event: string;
  /** ISO 8601, by GitHub's clock. */
  readonly deliveredAt: string;
  /** Whether the receiver answered with a success. */
  readonly succeeded: boolean;
}

/** A part of the log. */
export interface AttemptPage {
  /** Newest first. */
  readonly attempts: readonly DeliveryAttempt[];
  /** Leads to older ones, also later and in another process; undefined on the last page. */
  readonly next: string | undefined;
}

/**
 * GitHub's own log of one webhook's deliveries: it does not redeliver by itself, so somebody has to look what was missed.
 * @throws OSOrganicError `github_unavailable`, `github_rate_limited`, `github_forbidden` from every method
 */
export interface DeliverySource {
  /** Which webhook, for logs and as the key of what is remembered about it: `app`, `acme/shop/hooks/7`. */
  readonly name: string;
  /** @throws OSOrganicError `github_conflict` when GitHub does not know this cursor any more */
  page(cursor?: string): Promise<AttemptPage>;
  /** The body of one attempt, as UTF-8 JSON but not byte by byte as it was sent; `{}` when GitHub does not keep it any more. */
  body(attemptId: number): Promise<Uint8Array>;
  /** Asks GitHub to send it again, under the same delivery id. */
  redeliver(attemptId: number): Promise<void>;
}
