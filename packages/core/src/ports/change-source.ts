/** A delivery that GitHub would have sent, put together from what is there now. */
export interface ReconstructedDelivery {
  /** The same for the same change, whenever it is found again: `reconciled-comment-17`. */
  readonly id: string;
  readonly event: string;
  /** UTF-8 JSON with the fields of GitHub's payload that tell what happened, to what, and by whom. */
  readonly body: Uint8Array;
  /** What tells whether the genuine delivery is stored. */
  readonly about: DeliveredThing;
}

/** A thing that deliveries of one event and action are about. */
export interface DeliveredThing {
  readonly event: string;
  readonly action: string;
  /** The payload's field: `issue`, `comment`, … */
  readonly field: string;
  /** GitHub's id of the thing, which is the field's `id`. */
  readonly id: number;
}

/**
 * What changed on GitHub, for times that its log of deliveries does not cover any more.
 * @throws OSOrganicError `github_unavailable`, `github_rate_limited`, `github_forbidden` from every method
 */
export interface ChangeSource {
  /** Every repository that our credentials are installed on. `owner/name`. Empty where that cannot be known. */
  repositories(): Promise<readonly string[]>;
  /** What was opened, said, labelled, closed or deployed since then and still stands; oldest first. */
  changes(repository: string, since: Date): Promise<readonly ReconstructedDelivery[]>;
}
