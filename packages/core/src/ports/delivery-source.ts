/** One attempt that GitHub made to deliver an event. */
export interface DeliveryAttempt {
  /** GitHub's id of the attempt. A redelivery is another attempt. */
  readonly attemptId: number;
  /** `X-GitHub-Delivery`, the same for every attempt. */
  readonly deliveryId: string;
  /** `X-GitHub-Event`. */
  readonly event: string;
}

/** GitHub's own log of deliveries: it does not redeliver by itself, so somebody has to look what was missed. */
export interface DeliverySource {
  /**
   * Attempts since then, newest first.
   * @throws OSOrganicError `github_unavailable`, `github_forbidden`
   */
  attempts(since: Date): Promise<readonly DeliveryAttempt[]>;
  /** The body of one attempt, as UTF-8 JSON but not byte by byte as it was sent; `{}` when GitHub does not keep it any more. */
  body(attemptId: number): Promise<Uint8Array>;
}
