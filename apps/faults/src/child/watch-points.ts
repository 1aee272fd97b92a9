import type { Origins, Visit } from "./visit.ts";
import { watchFetch } from "./watch-fetch.ts";
import { watchPostgres } from "./watch-postgres.ts";
import { watchSpawn } from "./watch-spawn.ts";

/**
 * Finds the places where a process may die by standing in everything that leaves it: `fetch`, the queries of node-postgres,
 * and programs that it starts. Nobody names them by hand, so a new call is a new place.
 */
export function watchPoints(origins: Origins, visit: Visit): void {
  watchFetch(origins, visit);
  watchPostgres(visit);
  watchSpawn(visit);
}
