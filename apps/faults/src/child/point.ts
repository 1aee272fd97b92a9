/** A place where the process may die: one write to the database, or one call to the outside. */
export interface Point {
  /** What is done there: `github POST /repos/acme/adder/issues/n/comments`. */
  readonly label: string;
  /** Before it is sent, or when its answer is there and nobody has seen it. */
  readonly side: "before" | "after";
}

/** `after github POST …`. */
export function describePoint({ label, side }: Point): string {
  return `${side} ${label}`;
}
