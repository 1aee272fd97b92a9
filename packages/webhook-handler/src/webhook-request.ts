/** What the intake reads of a request. The web's `Request` is one, and `createNodeListener` makes another. */
export interface WebhookRequest {
  readonly method: string;
  /** Absolute. */
  readonly url: string;
  /** What was sent twice is joined by a comma. */
  readonly headers: { get(name: string): string | null };
  /** Null: there is none. */
  readonly body: AsyncIterable<Uint8Array> | null;
}
