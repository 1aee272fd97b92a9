// @octokit/webhooks: the signature is checked, nothing is stored.
import type { RequestListener } from "node:http";
import { loadPeer } from "./load-peer.ts";
import { serve, setting } from "./serve.ts";

/** As much of it as is used here. */
interface OctokitWebhooks {
  readonly Webhooks: new (options: { readonly secret: string }) => { onAny(handle: () => void): void };
  createNodeMiddleware(webhooks: object, options: { readonly path: string }): RequestListener;
}

const { Webhooks, createNodeMiddleware } = await loadPeer<OctokitWebhooks>("@octokit/webhooks");
const webhooks = new Webhooks({ secret: setting("SECRET") });
webhooks.onAny(() => undefined);
serve(createNodeMiddleware(webhooks, { path: "/api/webhooks" }));
