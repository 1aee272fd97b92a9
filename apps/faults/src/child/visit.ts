import type { Point } from "./point.ts";

/** Told when a place is reached, synchronously: what happens in `visit` happens there. */
export type Visit = (label: string, side: Point["side"]) => void;

/** What the places are called after. */
export interface Origins {
  /** Base addresses, by name: `github`, `supabase`, `model`. */
  readonly [name: string]: string;
}
