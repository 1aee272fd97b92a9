import { generateKeyPairSync } from "node:crypto";
import type { RequestListener } from "node:http";
import { loadPeer } from "./load-peer.ts";
import { setting } from "./serve.ts";

/** A delivery as Probot hands it to an app. */
export interface ProbotContext {
  readonly id: string;
  readonly name: string;
  readonly payload: object;
}

/** As much of it as is used here. */
interface Probot {
  createProbot(options: { readonly overrides: object }): object;
  createNodeMiddleware(
    app: (app: { onAny(handle: (context: ProbotContext) => Promise<unknown>): void }) => void,
    options: { readonly probot: object; readonly webhooksPath: string },
  ): Promise<RequestListener>;
}

/** Probot's own middleware around what an app does with every delivery; it answers when that is done. */
export async function createProbotListener(
  handle: (context: ProbotContext) => Promise<unknown>,
): Promise<RequestListener> {
  const { createProbot, createNodeMiddleware } = await loadPeer<Probot>("probot");
  const { privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
  const overrides = { appId: 1, privateKey, secret: setting("SECRET"), logLevel: "fatal" };
  return createNodeMiddleware((app) => app.onAny(handle), {
    probot: createProbot({ overrides }),
    webhooksPath: "/api/webhooks",
  });
}
