import type { DeliveryStore } from "@osorganicai/core";
import { PostgrestClient } from "@supabase/postgrest-js";
import { ask } from "../ask.ts";
import { boundFetch } from "../bound-fetch.ts";
import type { SupabaseAddress } from "../connect-supabase.ts";
import { toDeliveryArguments } from "../tables/delivery-arguments.ts";

/**
 * Records deliveries as the store does, with the one part of supabase-js that this needs: all of it takes longer to load
 * than everything else that a function needs for its first delivery.
 *
 * @example
 * const deliveries = createRestDeliveries({ url: process.env.SUPABASE_URL, key: process.env.SUPABASE_SECRET_KEY });
 * await deliveries.record(delivery);
 */
export function createRestDeliveries({
  url,
  key,
  timeoutMs = 30_000,
  fetch: send = fetch,
}: SupabaseAddress): DeliveryStore {
  const client = new PostgrestClient(`${url.replace(/\/$/, "")}/rest/v1`, {
    headers: { apikey: key, authorization: `Bearer ${key}` },
    fetch: boundFetch(send, timeoutMs),
    retry: false, // The sender sends again; a retry would only hide how long an answer takes.
  });
  return {
    record: (delivery) =>
      ask("deliveries.record", client.rpc("ingest_delivery", toDeliveryArguments(delivery))),
  };
}
