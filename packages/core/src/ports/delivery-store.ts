import type { OutcomeKind } from "../agent/outcome.ts";
import type { Delivery } from "../delivery/delivery.ts";
import type { DeliveredThing } from "./change-source.ts";

/** All that the intake path needs. */
export interface DeliveryStore {
  /**
   * Stores the delivery and enqueues its run, in one transaction: when this resolves, nothing can lose it.
   * Idempotent on `delivery.id`, because GitHub redelivers under the same id, and on `delivery.bodySha256`, because the
   * signature covers nothing but the body. A delivery without `bodySha256` is no repetition of another id's body.
   * @throws OSOrganicError `store_unavailable` when the row is not durable; the sender must try again
   */
  record(delivery: Delivery): Promise<RecordStatus>;
}

/**
 * What `record` came to. `recorded`: stored now. `duplicate`: stored before, under this id or with this body under another
 * one. `revived`: stored before, and its run, which was dead, is tried again. `conflict`: the id is stored with another
 * `bodySha256`, so this is no redelivery; nothing changes. A delivery without `bodySha256` is in conflict with none.
 */
export type RecordStatus = "recorded" | "duplicate" | "revived" | "conflict";

/** What became of a delivery. `ignored`: no route, or about nothing of ours. */
export type DeliveryStatus = "recorded" | "ignored" | OutcomeKind;

/** All that the worker needs. */
export interface DeliveryQueue extends DeliveryStore {
  /** @throws OSOrganicError `run_not_found` when there is no such delivery */
  load(deliveryId: string): Promise<Delivery>;
  /** Which of these ids are stored. For the sweep of missed deliveries. */
  known(deliveryIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Whether a delivery about this thing was stored since then, under whichever id. For what is reconstructed. */
  knows(thing: DeliveredThing, since: Date): Promise<boolean>;
  /** Moves a delivery to the subject it turned out to be about and enqueues a run there, in one transaction. Idempotent. */
  moveTo(deliveryId: string, subject: string): Promise<void>;
  /** Writes down what became of a delivery. Idempotent. */
  settle(deliveryId: string, status: DeliveryStatus, reason: string): Promise<void>;
}
