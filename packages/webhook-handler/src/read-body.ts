import { OSOrganicError } from "@osorganicai/core";

/** Bounds of one body. */
export interface BodyLimits {
  readonly maxBodyBytes: number;
  /** For the whole body, not for each chunk: a slow sender must not hold a connection. */
  readonly timeoutMs: number;
}

/** Reads the body whole, but never more than allowed, whatever the headers claim. @throws OSOrganicError `body_too_large`, `body_timeout` */
export async function readBody(
  { body }: Request,
  { maxBodyBytes, timeoutMs }: BodyLimits,
): Promise<Uint8Array> {
  if (body === null) return new Uint8Array();
  const reader = body.getReader();
  const late = new OSOrganicError("body_timeout", `The body did not arrive within ${timeoutMs} ms.`);
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true; // Not asked of a clock: a timer may fire before the clock says so.
    reader.cancel(late).catch(() => {});
  }, timeoutMs);
  try {
    const bytes = await readAll(reader, maxBodyBytes);
    // A cancelled body ends as if it were complete.
    if (timedOut) throw late;
    return bytes;
  } finally {
    clearTimeout(timer);
  }
}

async function readAll(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  maxBodyBytes: number,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.byteLength;
    if (size > maxBodyBytes) {
      reader.cancel().catch(() => {});
      throw new OSOrganicError("body_too_large", `The body is longer than ${maxBodyBytes} bytes.`);
    }
    chunks.push(next.value);
  }
  return Buffer.concat(chunks);
}
