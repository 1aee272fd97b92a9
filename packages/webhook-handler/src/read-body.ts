import { OSOrganicError } from "@osorganicai/core";
import { bodyTooLarge } from "./check-request.ts";
import type { ByteShare } from "./create-byte-budget.ts";
import type { WebhookRequest } from "./webhook-request.ts";

/** Bounds of one body. */
export interface BodyLimits {
  readonly maxBodyBytes: number;
  /** For the whole body, not for each chunk: a slow sender must not hold a connection. */
  readonly timeoutMs: number;
  /** Told of every byte before it is kept. */
  readonly share: Pick<ByteShare, "take">;
}

/**
 * Reads the body whole, but never more than allowed, whatever the headers claim.
 * @throws OSOrganicError `body_too_large`, `body_timeout`, `intake_busy`, `malformed_delivery` when the sender gave up
 */
export async function readBody({ body }: WebhookRequest, limits: BodyLimits): Promise<Uint8Array> {
  if (body === null) return new Uint8Array();
  const chunks = body[Symbol.asyncIterator]();
  const { promise: late, reject } = Promise.withResolvers<never>();
  late.catch(() => {}); // Nobody waits for it between two chunks.
  const timer = setTimeout(() => reject(bodyTimeout(limits.timeoutMs)), limits.timeoutMs);
  try {
    return await readAll({ next: () => Promise.race([next(chunks), late]) }, limits);
  } catch (error) {
    // Not awaited: it waits for the chunk that does not come.
    void Promise.resolve(chunks.return?.()).catch(() => {});
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

type Chunks = Pick<AsyncIterator<Uint8Array>, "next">;

async function readAll(source: Chunks, { maxBodyBytes, share }: BodyLimits): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let chunk = await source.next(); !chunk.done; chunk = await source.next()) {
    size += chunk.value.byteLength;
    if (size > maxBodyBytes) throw bodyTooLarge(maxBodyBytes);
    share.take(chunk.value.byteLength);
    chunks.push(chunk.value);
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size);
}

async function next(chunks: Chunks): Promise<IteratorResult<Uint8Array>> {
  try {
    return await chunks.next();
  } catch (cause) {
    throw new OSOrganicError("malformed_delivery", "The body ended before it was complete.", { cause });
  }
}

function bodyTimeout(timeoutMs: number): OSOrganicError {
  return new OSOrganicError("body_timeout", `The body did not arrive within ${timeoutMs} ms.`);
}
