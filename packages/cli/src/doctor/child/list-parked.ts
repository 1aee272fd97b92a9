import type { ChildLock } from "create-osorganicai";

/**
 * Paths of files whose conflict waits for a person: those that lie in `.osorganicai/incoming`, and those that the lock still
 * has as parked although somebody threw theirs away. What an upgrade kept of an earlier attempt (`<path>.edited`, `.edited-2`) is none.
 * @param incoming paths below `.osorganicai/incoming`
 */
export function listParked(incoming: readonly string[], lock: ChildLock | undefined): readonly string[] {
  const locked = Object.entries(lock?.files ?? {}).flatMap(([path, { parked }]) =>
    parked === undefined ? [] : [path],
  );
  const known = new Set([...incoming, ...locked, ...Object.keys(lock?.files ?? {})]);
  const isAttempt = (path: string) => {
    const [suffix] = /\.edited(-\d+)?$/.exec(path) ?? [];
    return suffix !== undefined && known.has(path.slice(0, -suffix.length));
  };
  return [...new Set([...incoming.filter((path) => !isAttempt(path)), ...locked])].toSorted();
}
