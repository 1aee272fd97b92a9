import { OSOrganicError } from "@osorganicai/core";
import { bodyTooLarge } from "./check-request.ts";
import type { ByteShare } from "./create-byte-budget.ts";
import type { WebhookRequest } from "./webhook-request.ts";

/** Bounds of one body. */
export interface BodyLimits {
  readonly maxBodyBytes: number;
  /** What the sender says it will be. Undefined: it was not said. */
  readonly declaredBytes: number | undefined;
  /** For the whole body, not for each chunk: a slow sender must not hold a connection. */
  readonly timeoutMs: number;
  /** Asked before a byte is kept. */
  readonly share: Pick<ByteShare, "take">;
}

/**
 * Reads the body whole, but never more than allowed, whatever the headers claim.
 * @throws OSOrganicError `body_too_large`, `body_timeout`, `intake_busy`, `malformed_delivery` when the sender gave up
 */
export async function readBody({ body }: WebhookRequest, limits: BodyLimits): Promise<Uint8Array> {
  if (body === null) return new Uint8Array();
  const chunks = body[Symbol.asyncIterator]();
  const patience = createPatience(limits.timeoutMs);
  try {
    return await readAll({ next: () => Promise.race([next(chunks), patience.over]) }, limits, patience);
  } catch (error) {
    // Not awaited: it waits for the chunk that does not come.
    void Promise.resolve(chunks.return?.()).catch(() => {});
    throw error;
  } finally {
    patience.stop();
  }
}

type Chunks = Pick<AsyncIterator<Uint8Array>, "next">;

async function readAll(
  source: Chunks,
  { maxBodyBytes, declaredBytes = 0, share }: BodyLimits,
  patience: Patience,
): Promise<Uint8Array> {
  let body: Uint8Array = new Uint8Array();
  let size = 0;
  for (let chunk = await source.next(); !chunk.done; chunk = await source.next()) {
    const { value } = chunk;
    const end = size + value.byteLength;
    if (end > maxBodyBytes) throw bodyTooLarge(maxBodyBytes);
    const room = share.take(value.byteLength);
    if (room) await patience.pause(room);
    if (size === 0)
      body = value; // Most bodies come whole.
    else {
      if (end > body.byteLength) body = enlarge(body.subarray(0, size), Math.max(declaredBytes, 2 * end));
      body.set(value, size);
    }
    size = end;
  }
  return body.subarray(0, size);
}

/** Chunks are copied as they come: to keep them until the end would take the memory of a long body twice. */
function enlarge(body: Uint8Array, bytes: number): Uint8Array {
  const larger = Buffer.allocUnsafe(bytes);
  larger.set(body);
  return larger;
}

/** How long a sender is waited for. */
interface Patience {
  /** Rejects when the sender took too long. */
  readonly over: Promise<never>;
  /** The sender is not to blame for what we wait for meanwhile; it has the whole time again afterwards. */
  pause(room: Promise<void>): Promise<void>;
  stop(): void;
}

function createPatience(timeoutMs: number): Patience {
  const { promise: over, reject } = Promise.withResolvers<never>();
  over.catch(() => {}); // Nobody waits for it between two chunks.
  const start = (): NodeJS.Timeout => setTimeout(() => reject(bodyTimeout(timeoutMs)), timeoutMs);
  let timer = start();
  return {
    over,
    async pause(room) {
      clearTimeout(timer);
      await room;
      timer = start();
    },
    stop: () => clearTimeout(timer),
  };
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
