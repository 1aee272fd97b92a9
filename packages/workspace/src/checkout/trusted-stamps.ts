import type { ScannedFile } from "./scan-checkout.ts";

/**
 * Two changes within one tick of the file system's clock leave the same stamp, so a file that changed just before it
 * was looked at is not trusted. (Git calls this "racily clean".) Kernels tick every 10 ms at worst.
 */
const TICK_MS = 20;

/** Contents by stamp: which files need not be read the next time. @param idOf the content's id, when it is known */
export function trustedStamps(
  files: readonly ScannedFile[],
  idOf: (file: ScannedFile) => string | undefined,
): ReadonlyMap<string, string> {
  const newest = files.reduce((latest, { changedAtMs }) => Math.max(latest, changedAtMs), 0);
  const stamps = new Map<string, string>();
  for (const file of files) {
    const id = idOf(file);
    if (id !== undefined && file.changedAtMs < newest - TICK_MS) stamps.set(file.stamp, id);
  }
  return stamps;
}
