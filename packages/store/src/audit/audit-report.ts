/** What does not fit. */
export interface AuditFinding {
  /**
   * `altered`: a row's content is not what was written. `replaced`: a row is sound in itself, and not the one that was
   * there. `inserted`: a row that the database did not link. `removed`: rows are missing inside of a chain; `cut`: at its end.
   */
  readonly kind: "altered" | "replaced" | "inserted" | "removed" | "cut";
  /** The conversation's subject, `acme/shop#7`; without a conversation the run's. */
  readonly chain: string;
  /** Place in the chain of the (first) row concerned, from 1. */
  readonly link: number;
  /** One sentence: which row, and what is wrong with it. */
  readonly what: string;
}

/** What a verification saw. */
export interface AuditReport {
  readonly chains: number;
  readonly rows: number;
  /** Places outside of the chains that say where a chain stood. */
  readonly anchors: {
    /** Settled effects. */
    readonly effects: number;
    /** Pull requests whose bodies were read. */
    readonly pullRequests: number;
    /** Pull requests whose bodies say nothing: older than the audit trail, edited, or gone. */
    readonly silentPullRequests: number;
  };
  /** How many there are. 0: the audit trail is what was written. */
  readonly found: number;
  /** The first 1,000 of them. */
  readonly findings: readonly AuditFinding[];
}
