// The packages out of which a module loads anything, also while it answers a delivery when it has a POST.
import { registerHooks } from "node:module";
import { signDelivery } from "./sign-delivery.mjs";

const packages = new Set();
registerHooks({
  load(url, context, next) {
    const name = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1];
    if (name) packages.add(name);
    return next(url, context);
  },
});
const { POST } = await import(process.argv[2]);
const request = new Request(
  "http://127.0.0.1/api/webhooks",
  signDelivery(crypto.randomUUID(), "x".repeat(32)),
);
const status = (await POST?.(request))?.status;
console.log(JSON.stringify({ packages: [...packages].toSorted((a, b) => (a < b ? -1 : 1)), status }));
