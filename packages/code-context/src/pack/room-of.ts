/** More than any repository has. */
const MOST = 1e9;

/** What is not a number, or below zero, is room for nothing. */
export function roomOf(wanted: number): number {
  return wanted > 0 ? Math.min(wanted, MOST) : 0;
}
