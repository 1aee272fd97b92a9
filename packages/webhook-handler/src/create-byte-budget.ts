import { OSOrganicError } from "@osorganicai/core";

/** What one body may take of a {@link ByteBudget}. */
export interface ByteShare {
  /** Before these bytes are kept. @throws OSOrganicError `intake_busy` when there is no room for them */
  take(bytes: number): void;
  /** Gives everything back. */
  release(): void;
}

/** Bounds what all requests together hold in memory. */
export interface ByteBudget {
  /**
   * Resolves when there is room for a body.
   * @param declaredBytes undefined when it was not said
   * @throws OSOrganicError `intake_busy` when there was none for a while
   */
  open(declaredBytes: number | undefined): Promise<ByteShare>;
}

/** How much room there is. */
export interface ByteBudgetOptions {
  readonly maxBytes: number;
  /** How long a body waits for room, unread. */
  readonly waitMs: number;
}

/**
 * A body up to this length needs room when its bytes are there. A longer one has its room reserved, so that of many only
 * as many are begun as can be finished. Nobody knows yet who sends them: whoever declares long bodies and sends nothing
 * keeps other long ones out, which the sweep finds later, and none of GitHub's usual ones.
 */
const SHORT_BYTES = 256 * 1024;

interface Waiter {
  readonly bytes: number;
  readonly admit: () => void;
}

/** A budget in this process. */
export function createByteBudget({ maxBytes, waitMs }: ByteBudgetOptions): ByteBudget {
  const waiting = new Set<Waiter>();
  let held = 0;
  let reserved = 0;

  function fits(bytes: number): boolean {
    const used = bytes > SHORT_BYTES ? Math.max(held, reserved) : held;
    // A body that is longer than all the room there is may come alone.
    return used + bytes <= maxBytes || used === 0;
  }

  function admitWaiting(): void {
    for (const waiter of waiting) if (fits(waiter.bytes)) waiter.admit();
  }

  function createShare(bytes: number): ByteShare {
    const reservation = bytes > SHORT_BYTES ? bytes : 0;
    let taken = 0;
    reserved += reservation;
    return {
      take(more) {
        if (held !== taken && held + more > maxBytes) throw busy();
        taken += more;
        held += more;
      },
      release() {
        held -= taken;
        reserved -= reservation;
        if (waiting.size > 0) admitWaiting();
      },
    };
  }

  return {
    async open(declaredBytes = 0) {
      if (fits(declaredBytes)) return createShare(declaredBytes);
      return new Promise((resolve, reject) => {
        const end = () => {
          clearTimeout(timer);
          waiting.delete(waiter);
        };
        const waiter: Waiter = {
          bytes: declaredBytes,
          admit() {
            end();
            resolve(createShare(declaredBytes));
          },
        };
        const timer = setTimeout(() => {
          end();
          reject(busy());
        }, waitMs);
        waiting.add(waiter);
      });
    },
  };
}

function busy(): OSOrganicError {
  return new OSOrganicError("intake_busy", "Too many bodies are in flight. Send it again.");
}
