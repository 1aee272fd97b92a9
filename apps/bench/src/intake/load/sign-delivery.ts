import { createHmac, randomUUID } from "node:crypto";

/** What is sent. */
export interface SignedDelivery {
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/** Deliveries of one size. @param bytes of each body, about */
export function createDeliveries(secret: string, bytes: number): (fault?: "bad signature") => SignedDelivery {
  const padding = "All work and no play makes a dull issue. "
    .repeat(bytes / 41)
    .slice(0, Math.max(0, bytes - 330));
  let number = 0;
  return function nextDelivery(fault) {
    number += 1;
    const body = Buffer.from(
      JSON.stringify({
        action: "opened",
        issue: { id: number, number: (number % 500) + 1, title: randomUUID(), body: padding, user: sender },
        repository: { id: 1, full_name: "acme/shop", default_branch: "main" },
        sender,
        installation: { id: 5001 },
      }),
    );
    const digest = createHmac("sha256", fault ? "another secret" : secret)
      .update(body)
      .digest("hex");
    return {
      body,
      headers: {
        "content-type": "application/json",
        "content-length": String(body.length),
        "user-agent": "GitHub-Hookshot/bench",
        "x-github-event": "issues",
        "x-github-delivery": randomUUID(),
        "x-hub-signature-256": `sha256=${digest}`,
      },
    };
  };
}

const sender = { id: 1, login: "octocat", type: "User" };
