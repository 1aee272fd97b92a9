import type { Point } from "../child/point.ts";
import type { Place } from "../crash-points/find-places.ts";
import { createDraws } from "../world/create-draws.ts";

/**
 * Pure: places where something is written or about to be committed, drawn one from each of as many parts of the way. Who
 * sleeps before a commit holds locks.
 */
export function drawRounds(
  places: readonly Place[],
  { rounds, seed }: { readonly rounds: number; readonly seed: number },
): readonly Point[] {
  const draw = createDraws(seed);
  const writes = places
    .filter(({ writes, point }) => writes || (point.side === "before" && point.label.startsWith("engine ")))
    .map(({ point }) => point);
  const parts = Math.min(rounds, writes.length);
  return Array.from({ length: rounds }, (_, nth) => {
    const index = Math.floor((((nth % parts) + draw()) / parts) * writes.length);
    return writes[index] as Point;
  });
}
