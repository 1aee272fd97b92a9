import { createHmac } from "node:crypto";

/** A delivery as GitHub sends it. */
export interface RawDelivery {
  readonly id: string;
  readonly event: string;
  /** The exact body. */
  readonly body: string;
}

/** Its headers. https://docs.github.com/webhooks/webhook-events-and-payloads#delivery-headers */
function headersOf({ id, event, body }: RawDelivery, secret: string): Readonly<Record<string, string>> {
  return {
    "content-type": "application/json",
    "user-agent": "GitHub-Hookshot/faults",
    "x-github-delivery": id,
    "x-github-event": event,
    "x-github-hook-id": "1",
    "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
  };
}

/** Sends it. @returns the status of the answer, 0 when there was none, and what it says */
export async function sendDelivery(
  url: string,
  delivery: RawDelivery,
  secret: string,
): Promise<{ readonly status: number; readonly text: string }> {
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: headersOf(delivery, secret),
      body: delivery.body,
      signal: AbortSignal.timeout(60_000),
    });
    return { status: answer.status, text: await answer.text() };
  } catch {
    return { status: 0, text: "" };
  }
}
