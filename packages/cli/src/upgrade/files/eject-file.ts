import type { ChildLock } from "create-osorganicai";
import { editChild } from "../edit-child.ts";
import { withdraw } from "../ownership/plan-files.ts";
import { lockedFile } from "./locked-file.ts";

/** Makes a shim or managed file the user's: no upgrade touches it again, and reports say what it would have got. */
export function ejectFile(root: string, path: string, reason: string | undefined): void {
  editChild(root, (tree, lock): ChildLock => {
    const { mode: _, reason: _before, parked: _parked, ...locked } = lockedFile(lock, path);
    withdraw({ tree, lock }, path);
    const ejected = { ...locked, mode: "ejected" as const, ...(reason !== undefined && { reason }) };
    return { ...lock, files: { ...lock.files, [path]: ejected } };
  });
}
