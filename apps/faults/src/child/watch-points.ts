import type { Point } from "./point.ts";
import { watchFetch } from "./watch-fetch.ts";
import { watchPostgres } from "./watch-postgres.ts";
import { watchSpawn } from "./watch-spawn.ts";

/** Told when a place is reached, synchronously: what happens in `visit` happens there. */
export type Visit = (label: string, side: Point["side"]) => void;

/** What the places are called after. */
export interface Origins {
  /** Base addresses, by name: `github`, `supabase`, `model`. */
  readonly [name: string]: string;
}

/**
 * Finds the places where a process may die by standing in everything that leaves it: `fetch`, the queries of node-postgres,
 * and programs that it starts. Nobody names them by hand, so a new call is a new place.
 */
export function watchPoints(origins: Origins, visit: Visit): void {
  watchFetch(origins, visit);
  watchPostgres(visit);
  watchSpawn(visit);
}
