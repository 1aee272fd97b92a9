import { type ChildLock, formatLock, hashContent, type LockedFile, parseLock } from "create-osorganicai";
import { toolPaths } from "../tool-paths.ts";
import type { TreeChange } from "./child-tree.ts";

/**
 * What is noted down of files that could not be written: for them the child stays at what it had, as with every conflict.
 * Otherwise what is new would count as there, and the user's edit as its being taken back.
 * @param notes changes below `.osorganicai`
 * @param overtaken changes that were not made
 */
export function holdBack(
  notes: readonly TreeChange[],
  overtaken: readonly TreeChange[],
): readonly TreeChange[] {
  const held = new Set(overtaken.flatMap(({ path }) => [toolPaths.base(path), toolPaths.incoming(path)]));
  return notes
    .filter(({ path }) => !held.has(path))
    .map((note) => (note.path === toolPaths.lock && overtaken.length > 0 ? holdLock(note, overtaken) : note));
}

function holdLock(note: TreeChange, overtaken: readonly TreeChange[]): TreeChange {
  if (note.before === undefined || note.after === undefined) return note;
  const [before, after] = [parseLock(note.before), parseLock(note.after)];
  const files: Record<string, LockedFile> = { ...after.files };
  for (const change of overtaken) {
    const locked = holdFile(change, before, after);
    if (locked !== undefined) files[change.path] = locked;
  }
  return { ...note, after: formatLock({ ...after, files }) };
}

/** Undefined: it is the user's own. */
function holdFile({ path, after: text }: TreeChange, before: ChildLock, after: ChildLock) {
  const planned = after.files[path];
  // As of a file that was there before we shipped one.
  const locked = before.files[path] ?? (planned && { class: planned.class, sha256: hashContent("") });
  // An ejected file has no conflicts.
  if (locked === undefined || locked.mode !== undefined || text === undefined) return locked;
  return { ...locked, parked: hashContent(text) };
}
