/** What goes wrong with one request. `before`: nothing is done; `after`: it is done, and only the answer is lost. */
export type TwinTrouble =
  /** The connection ends without an answer. */
  | { readonly kind: "cut"; readonly when: "before" | "after" }
  /** Another answer than the real one. A body that is text goes out as it is, under GitHub's content type. */
  | {
      readonly kind: "answer";
      readonly when: "before" | "after";
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: unknown;
    }
  /** The answer comes so much later. */
  | { readonly kind: "slow"; readonly delayMs: number }
  /** A list lacks what was written within the last so many milliseconds. Single objects are as they are. */
  | { readonly kind: "stale"; readonly lagMs: number };

/** Lets requests go wrong. */
export interface TwinFault {
  /**
   * Which requests: GitHub's name of an operation (`issues/create-comment`), `graphql`, or all `reads`, `writes` (of a
   * repository; signing in is none) or `everything`.
   */
  readonly on: string;
  readonly trouble: TwinTrouble;
  /** How many requests that fit pass before the first one fails. @default 0 */
  readonly after?: number;
  /** How often; then it is over. @default for ever */
  readonly times?: number;
  /** Which part of the requests that fit, from 0 to 1. @default 1 */
  readonly share?: number;
  /** Where the draws for `share` begin: the same seed and requests give the same faults. @default 1 */
  readonly seed?: number;
}
