// A delivery as GitHub sends it.
import { createHmac } from "node:crypto";

export function signDelivery(id, secret = process.env.GITHUB_WEBHOOK_SECRET) {
  const body = JSON.stringify({ zen: "Keep it logically awesome.", hook_id: 1 });
  const signature = createHmac("sha256", secret).update(body).digest("hex");
  const headers = {
    "content-type": "application/json",
    "x-github-delivery": id,
    "x-github-event": "ping",
    "x-hub-signature-256": `sha256=${signature}`,
  };
  return { method: "POST", headers, body };
}
