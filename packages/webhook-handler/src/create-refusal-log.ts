import type { Clock, Logger } from "@osorganicai/core";

/** What is said of a refused request. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly error: unknown;
}

/** Lines of one code within {@link WINDOW_MS}; the following ones are counted. A flood must not fill a disk. */
const MAX_LINES = 10;
const WINDOW_MS = 1000;

interface Window {
  startedAtMs: number;
  lines: number;
  suppressed: number;
}

/** Logs refusals, of many of one kind only some: the next line says how many were left out before it. */
export function createRefusalLog(log: Logger, clock: Clock): (refusal: Refusal) => void {
  const windows = new Map<string, Window>();
  return function logRefusal(refusal) {
    const nowMs = clock.now().getTime();
    const window = windows.get(refusal.code) ?? { startedAtMs: nowMs, lines: 0, suppressed: 0 };
    windows.set(refusal.code, window);
    if (Math.abs(nowMs - window.startedAtMs) >= WINDOW_MS)
      Object.assign(window, { startedAtMs: nowMs, lines: 0 });
    if (window.lines >= MAX_LINES) {
      window.suppressed += 1;
      return;
    }
    const { suppressed } = window;
    Object.assign(window, { lines: window.lines + 1, suppressed: 0 });
    log.warn("delivery.refused", { ...refusal, ...(suppressed > 0 && { suppressed }) });
  };
}
