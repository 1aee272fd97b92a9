import type { Clock } from "@osorganicai/core";

/** Time that passes only when it is told to. */
export interface JumpingClock extends Clock {
  jump(ms: number): void;
}

/** Starts at the machine's time. */
export function createJumpingClock(): JumpingClock {
  let now = Date.now();
  return {
    now: () => new Date(now),
    jump(ms) {
      now += ms;
    },
  };
}
