// The README's bare server, asked over HTTP.
import { subscribe } from "node:diagnostics_channel";
import { signDelivery } from "./sign-delivery.mjs";

const listening = Promise.withResolvers();
subscribe("tracing:net.server.listen:asyncEnd", ({ server }) => listening.resolve(server));
await import("./node-server.ts");
const server = await listening.promise;
const url = `http://127.0.0.1:${server.address().port}/api/webhooks`;

const id = crypto.randomUUID();
const requests = [signDelivery(id), signDelivery(id), signDelivery(id, "not the secret"), {}];
const statuses = [];
for (const request of requests) statuses.push((await fetch(url, request)).status);
server.close();
server.closeAllConnections();
console.log(JSON.stringify(statuses));
