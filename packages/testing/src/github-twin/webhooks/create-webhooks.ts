import { createHmac, randomUUID } from "node:crypto";
import { systemClock } from "@osorganicai/core";
import type { PendingWork } from "../create-pending-work.ts";
import type { Journal } from "../journal.ts";

/** Where the App wants its deliveries. */
export interface WebhookTarget {
  readonly url: string;
  readonly secret: string;
}

/** What is sent, and sent again unchanged when it is redelivered. */
interface WebhookMessage {
  /** `X-GitHub-Delivery`. */
  readonly guid: string;
  readonly event: string;
  readonly action: string | null;
  readonly repositoryId: number;
  readonly installationId: number;
  /** The exact body. */
  readonly body: string;
}

/** One attempt to deliver. */
export interface WebhookDelivery extends WebhookMessage {
  readonly id: number;
  readonly url: string;
  readonly deliveredAt: string;
  readonly durationSeconds: number;
  readonly redelivery: boolean;
  /** 0 when nobody answered within 10 seconds. */
  readonly statusCode: number;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly responseBody: string;
}

/** The App's webhook and its log. */
export interface Webhooks {
  setTarget(target: WebhookTarget): void;
  target(): WebhookTarget | undefined;
  /** Queues a message; without a target it is lost, as on GitHub. Never retried by itself. */
  enqueue(message: Omit<WebhookMessage, "guid">): void;
  /** Queues a message again, under the same GUID. */
  redeliver(delivery: WebhookDelivery): void;
  /** Oldest first. */
  deliveries(): readonly WebhookDelivery[];
}

/** What the queue needs. */
export interface WebhooksOptions {
  readonly journal: Journal;
  readonly work: PendingWork;
  /** Aborted when the twin stops: what is under way is given up, what waits is dropped. */
  readonly closing: AbortSignal;
}

/** GitHub's limit. https://docs.github.com/webhooks/using-webhooks/best-practices-for-using-webhooks */
const TIMEOUT_MS = 10_000;
const HOOK_ID = 1;

/** Delivers one message after the other, in the order in which things happened. */
export function createWebhooks({ journal, work, closing }: WebhooksOptions): Webhooks {
  const log: WebhookDelivery[] = [];
  let target: WebhookTarget | undefined;
  let tail: Promise<void> = Promise.resolve();
  const queue = (message: WebhookMessage, redelivery: boolean) => {
    const { guid, event, action } = message;
    const to = target;
    if (to === undefined) return;
    tail = tail.then(async () => {
      if (closing.aborted) return;
      const id = log.length + 1;
      const attempt = await deliver(to, message, closing);
      log.push({ id, ...message, redelivery, url: to.url, ...attempt });
      journal.record({ kind: "delivery", guid, event, action, redelivery, status: attempt.statusCode });
    });
    void work.track(tail);
  };
  return {
    target: () => target,
    setTarget: (next) => {
      target = next;
    },
    enqueue: (message) => queue({ guid: randomUUID(), ...message }, false),
    redeliver: (delivery) => queue(messageOf(delivery), true),
    deliveries: () => [...log],
  };
}

function messageOf({
  guid,
  event,
  action,
  repositoryId,
  installationId,
  body,
}: WebhookDelivery): WebhookMessage {
  return { guid, event, action, repositoryId, installationId, body };
}

type Attempt = Pick<
  WebhookDelivery,
  "deliveredAt" | "durationSeconds" | "statusCode" | "requestHeaders" | "responseBody"
>;

async function deliver(
  { url, secret }: WebhookTarget,
  message: WebhookMessage,
  closing: AbortSignal,
): Promise<Attempt> {
  const started = systemClock.now();
  const requestHeaders = headersOf(message, secret);
  const { body } = message;
  const signal = AbortSignal.any([closing, AbortSignal.timeout(TIMEOUT_MS)]);
  const answer = await post(url, { method: "POST", body, headers: requestHeaders, signal });
  const durationSeconds = (systemClock.now().getTime() - started.getTime()) / 1000;
  return { deliveredAt: started.toISOString(), durationSeconds, requestHeaders, ...answer };
}

async function post(
  url: string,
  request: RequestInit,
): Promise<Pick<Attempt, "statusCode" | "responseBody">> {
  try {
    const answer = await fetch(url, { ...request, redirect: "manual" });
    return { statusCode: answer.status, responseBody: await answer.text() };
  } catch {
    return { statusCode: 0, responseBody: "" };
  }
}

/** https://docs.github.com/webhooks/webhook-events-and-payloads#delivery-headers */
function headersOf({ guid, event, body }: WebhookMessage, secret: string): Record<string, string> {
  return {
    accept: "*/*",
    "content-type": "application/json",
    "user-agent": "GitHub-Hookshot/twin",
    "x-github-delivery": guid,
    "x-github-event": event,
    "x-github-hook-id": String(HOOK_ID),
    "x-github-hook-installation-target-type": "integration",
    "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
  };
}
