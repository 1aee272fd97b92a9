import { type Delivery, type DeliveryQueue, OSOrganicError } from "@osorganicai/core";
import type { SupabaseClient } from "@supabase/supabase-js";
import { ask } from "../ask.ts";
import { cleanText } from "../clean-json.ts";
import { type DeliveryArguments, toDeliveryArguments } from "./delivery-arguments.ts";

/** A question about more ids than this would be a longer address than some proxies accept. */
const MAX_IDS_PER_REQUEST = 100;

/** Deliveries in Postgres. Recording and moving enqueue a run in the same transaction. */
export function createDeliveryQueue(client: SupabaseClient): DeliveryQueue {
  return {
    record: (delivery) =>
      ask("deliveries.record", client.rpc("ingest_delivery", toDeliveryArguments(delivery))),

    async load(deliveryId) {
      const request = client.from("deliveries").select(columns).eq("id", deliveryId).maybeSingle();
      const row = await ask<DeliveryRow | null>("deliveries.load", request);
      if (row === null) throw noDelivery(deliveryId);
      return toDelivery(row);
    },

    async known(deliveryIds) {
      const found = new Set<string>();
      for (let start = 0; start < deliveryIds.length; start += MAX_IDS_PER_REQUEST) {
        const some = deliveryIds.slice(start, start + MAX_IDS_PER_REQUEST);
        const request = client.from("deliveries").select("id").in("id", some);
        for (const { id } of await ask<readonly { id: string }[]>("deliveries.known", request)) found.add(id);
      }
      return found;
    },

    async knows({ event, action, field, id }, since) {
      const request = client
        .from("deliveries")
        .select("id")
        .gte("received_at", since.toISOString())
        .match({ event, action })
        .filter(`payload->${field}->>id`, "eq", id)
        .limit(1);
      return (await ask<readonly unknown[]>("deliveries.knows", request)).length > 0;
    },

    async moveTo(deliveryId, subject) {
      const request = client.rpc("move_delivery", {
        delivery_id: deliveryId,
        new_subject: cleanText(subject),
      });
      if (!(await ask<boolean>("deliveries.moveTo", request))) throw noDelivery(deliveryId);
    },

    async settle(deliveryId, status, reason) {
      const change = { delivery_id: deliveryId, new_status: status, new_reason: cleanText(reason) };
      const request = client.rpc("settle_delivery", change);
      if (!(await ask<boolean>("deliveries.settle", request))) throw noDelivery(deliveryId);
    },
  };
}

const columns =
  "id, event, action, repository, subject, sender_id, sender_login, sender_type, body, body_sha256";

type DeliveryRow = Omit<DeliveryArguments, "payload">;

function toDelivery(row: DeliveryRow): Delivery {
  const { sender_id: id, sender_login: login, sender_type: type } = row;
  return {
    id: row.id,
    event: row.event,
    action: row.action ?? undefined,
    repository: row.repository ?? undefined,
    subject: row.subject,
    sender: id === null || login === null ? undefined : { id, login, type: type ?? "User" },
    bodySha256: row.body_sha256 ?? undefined,
    body: row.body,
    payload: JSON.parse(row.body) as Delivery["payload"],
  };
}

function noDelivery(deliveryId: string): OSOrganicError {
  return new OSOrganicError(
    "run_not_found",
    `There is no delivery ${deliveryId}. Look in GitHub's list of recent deliveries whether it was sent, and redeliver it.`,
  );
}
