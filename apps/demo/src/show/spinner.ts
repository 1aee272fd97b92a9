import type { StoryStream } from "./storyteller.ts";

/** One line at the bottom that shows that something is under way, and for how long. */
export interface Spinner {
  /** Begins to turn, or goes on with another text and the same clock. */
  turn(text: string): void;
  /** Makes room for other lines. */
  hide(): void;
  show(): void;
  stop(): void;
}

const FRAMES = ["◒", "◐", "◓", "◑"];
const FRAME_MS = 100;
const CLEAR_LINE = "\r\u001b[2K";

/** Owns nothing but its line: no other stream, no signal, no cursor that would have to be given back. */
export function createSpinner(output: StoryStream): Spinner {
  let text: string | undefined;
  let startedAt = 0;
  let timer: NodeJS.Timeout | undefined;

  function draw(): void {
    const elapsedMs = performance.now() - startedAt;
    const frame = FRAMES[Math.floor(elapsedMs / FRAME_MS) % FRAMES.length];
    const line = `${frame}  ${text} [${Math.floor(elapsedMs / 1000)} s]`;
    // A line that wraps could not be cleared.
    output.write(`${CLEAR_LINE}${line.slice(0, (output.columns || 80) - 1)}`);
  }

  function hide(): void {
    if (timer === undefined) return;
    clearInterval(timer);
    timer = undefined;
    output.write(CLEAR_LINE);
  }

  function show(): void {
    if (text === undefined || timer !== undefined) return;
    draw();
    timer = setInterval(draw, FRAME_MS).unref();
  }

  return {
    turn(next) {
      if (text === undefined) startedAt = performance.now();
      text = next;
      show();
    },
    hide,
    show,
    stop() {
      hide();
      text = undefined;
    },
  };
}
