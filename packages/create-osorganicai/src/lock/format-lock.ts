import type { ChildLock } from "./child-lock.ts";

/** As it is written: keys and lists sorted, one entry a line, so that two branches rarely touch the same line. */
export function formatLock(lock: ChildLock): string {
  const { applied, failed = [], ...rest } = lock;
  const lists = { applied: sort(applied), ...(failed.length > 0 && { failed: sort(failed) }) };
  return `${JSON.stringify({ ...rest, ...lists }, sortKeys, 2)}\n`;
}

const sort = (ids: readonly string[]): readonly string[] => [...new Set(ids)].toSorted(byCodeUnit);

/** For `JSON.stringify`. */
function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => byCodeUnit(a, b)));
}

/** Not by locale: the same everywhere. */
function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
