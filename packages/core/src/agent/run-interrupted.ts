/** Recognised by this symbol, not by `instanceof`: two copies of core may be installed. */
const marker = Symbol.for("osorganicai.run-interrupted");

/**
 * Thrown out of a step when the run does not go on here: it waits, its worker stops, or somebody else has it. It is no
 * failure. Whoever catches errors around steps lets it pass; the run begins again, and its finished steps are kept.
 */
export class RunInterrupted extends Error {
  override readonly name = "RunInterrupted";

  constructor() {
    super("The run is interrupted here and goes on later.");
    Object.defineProperty(this, marker, { value: true });
  }
}

/** Whether an error only says that the run goes on elsewhere or later. */
export function isRunInterrupted(error: unknown): boolean {
  return typeof error === "object" && error !== null && marker in error;
}
