import { createHmac, timingSafeEqual } from "node:crypto";
import { OSOrganicError } from "@osorganicai/core";

/**
 * Checks the exact bytes that GitHub signed. Parse only after this returns.
 * https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries
 * @param signature 64 hex digits
 * @returns which secret fits: its position
 * @throws OSOrganicError `invalid_signature` when no secret gives this signature
 */
export function verifySignature(body: Uint8Array, signature: string, secrets: readonly string[]): number {
  const given = Buffer.from(signature, "hex");
  // Every secret is tried, so that the time taken does not tell which one fits.
  const matches = secrets.map((secret) =>
    timingSafeEqual(createHmac("sha256", secret).update(body).digest(), given),
  );
  const position = matches.indexOf(true);
  if (position === -1)
    throw new OSOrganicError("invalid_signature", "X-Hub-Signature-256 does not fit the body.");
  return position;
}
