import type { Delivery } from "@osorganicai/core";
import { cleanText, mayBeRefused, toCleanJson } from "../clean-json.ts";

/** What `ingest_delivery` takes, by the names of its parameters. */
export interface DeliveryArguments {
  readonly id: string;
  readonly event: string;
  readonly action: string | null;
  readonly repository: string | null;
  readonly subject: string;
  readonly sender_id: number | null;
  readonly sender_login: string | null;
  readonly sender_type: string | null;
  readonly body: string;
  readonly body_sha256: string | null;
  readonly payload: string | null;
}

/** A delivery for `ingest_delivery`. The body travels once: Postgres makes the payload from it, unless it would refuse to. */
export function toDeliveryArguments({ sender, body, ...delivery }: Delivery): DeliveryArguments {
  return {
    id: delivery.id,
    event: delivery.event,
    action: delivery.action === undefined ? null : cleanText(delivery.action),
    repository: delivery.repository === undefined ? null : cleanText(delivery.repository),
    subject: cleanText(delivery.subject),
    sender_id: sender?.id ?? null,
    sender_login: sender ? cleanText(sender.login) : null,
    sender_type: sender ? cleanText(sender.type) : null,
    body,
    body_sha256: delivery.bodySha256 ?? null,
    payload: mayBeRefused(body) ? toCleanJson(delivery.payload) : null,
  };
}
