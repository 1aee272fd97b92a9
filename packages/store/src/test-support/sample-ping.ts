import { randomUUID } from "node:crypto";
import { createDelivery, type Delivery } from "@osorganicai/core";

/** A delivery that nobody has seen before, with nothing in it that would matter. */
export function samplePing(zen = "Keep it logically awesome."): Delivery {
  const body = JSON.stringify({ zen, hook_id: randomUUID() });
  return createDelivery({ id: randomUUID(), event: "ping" }, new TextEncoder().encode(body));
}
