import { OSOrganicError } from "@osorganicai/core";

/** What one body may take of a {@link ByteBudget}. */
export interface ByteShare {
  /**
   * Before these bytes are kept. A body that holds nothing yet waits for room; one that holds something would keep it
   * from the others meanwhile, so it is refused.
   * @returns undefined when there was room at once
   * @throws OSOrganicError `intake_busy`; the promise rejects with it when there was none for a while
   */
  take(bytes: number): Promise<void> | undefined;
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
  /** Whether there is room by now. */
  readonly fits: () => boolean;
  readonly admit: () => void;
}

/** A budget in this process. */
export function createByteBudget({ maxBytes, waitMs }: ByteBudgetOptions): ByteBudget {
  // Those who have begun come first: they are many and small, and what they wait for is here already.
  const begun = createQueue(waitMs);
  const long = createQueue(waitMs);
  let held = 0;
  let reserved = 0;

  function fits(bytes: number): boolean {
    const used = bytes > SHORT_BYTES ? Math.max(held, reserved) : held;
    // A body that is longer than all the room there is may come alone.
    return used + bytes <= maxBytes || used === 0;
  }

  function createShare(bytes: number): ByteShare {
    const reservation = bytes > SHORT_BYTES ? bytes : 0;
    let taken = 0;
    reserved += reservation;
    const keep = (more: number): void => {
      taken += more;
      held += more;
    };
    return {
      take(more) {
        const hasRoom = (): boolean => held === taken || held + more <= maxBytes;
        if (taken === 0 && !hasRoom()) return begun.wait({ fits: hasRoom, admit: () => keep(more) });
        if (!hasRoom()) throw busy();
        keep(more);
        return undefined;
      },
      release() {
        held -= taken;
        reserved -= reservation;
        begun.admit();
        long.admit();
      },
    };
  }

  return {
    async open(declaredBytes = 0) {
      let share: ByteShare | undefined;
      const admit = (): void => void (share = createShare(declaredBytes));
      if (fits(declaredBytes)) admit();
      else await long.wait({ fits: () => fits(declaredBytes), admit });
      return share as ByteShare;
    },
  };
}

/** Whoever waits, first come first served. */
function createQueue(waitMs: number) {
  const waiting = new Set<Waiter>();
  return {
    admit(): void {
      for (const waiter of waiting) {
        if (!waiter.fits()) return;
        waiting.delete(waiter);
        waiter.admit();
      }
    },
    wait({ fits, admit }: Waiter): Promise<void> {
      return new Promise((resolve, reject) => {
        const waiter: Waiter = {
          fits,
          admit() {
            clearTimeout(timer);
            admit();
            resolve();
          },
        };
        const timer = setTimeout(() => {
          waiting.delete(waiter);
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
