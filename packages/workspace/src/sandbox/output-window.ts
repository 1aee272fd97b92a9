/** Keeps the beginning and the end of an output of any length. */
export interface OutputWindow {
  add(chunk: Uint8Array): void;
  /** What was kept, and in the middle how much was left out. */
  text(): string;
}

/** @param maxBytes kept at most, half of it from each end */
export function createOutputWindow(maxBytes: number): OutputWindow {
  const half = Math.max(1, Math.floor(maxBytes / 2));
  const head: Uint8Array[] = [];
  let tail: Uint8Array[] = [];
  let headBytes = 0;
  let tailBytes = 0;
  let leftOut = 0;

  /** Copying at every chunk would cost more than the chunk, so the tail may grow to a few windows first. */
  function trimTail(): void {
    const kept = Buffer.concat(tail).subarray(-half);
    leftOut += tailBytes - kept.length;
    tail = [kept];
    tailBytes = kept.length;
  }

  return {
    add(chunk) {
      const forHead = chunk.subarray(0, half - headBytes);
      const forTail = chunk.subarray(forHead.length);
      if (forHead.length > 0) head.push(forHead);
      headBytes += forHead.length;
      if (forTail.length > 0) tail.push(forTail);
      tailBytes += forTail.length;
      if (tailBytes > 4 * half) trimTail();
    },
    text() {
      if (tailBytes > half) trimTail();
      if (leftOut === 0) return decode([...head, ...tail]);
      return `${decode(head)}\n… ${leftOut} bytes left out …\n${decode(tail)}`;
    },
  };
}

/** Bytes that are no text become replacement characters, NUL too, because Postgres stores none. */
function decode(chunks: readonly Uint8Array[]): string {
  return Buffer.concat(chunks).toString("utf8").replaceAll("\0", "\uFFFD");
}
