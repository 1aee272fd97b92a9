// The README's Hono app.
import app from "./server.ts";
import { signDelivery } from "./sign-delivery.mjs";

const id = crypto.randomUUID();
const statuses = [];
for (const request of [signDelivery(id), signDelivery(id), signDelivery(id, "not the secret")])
  statuses.push((await app.request("/api/webhooks", request)).status);
console.log(JSON.stringify(statuses));
