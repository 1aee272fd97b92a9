import { cp, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { makeFoldersInside } from "../checkout/make-folders-inside.ts";
import { runInWorker } from "../checkout/run-in-worker.ts";
import type { Scan } from "../checkout/scan-checkout.ts";
import type { MonorepoPackage } from "./monorepo-package.ts";

/**
 * Copies builds into a fresh checkout. Copies and not mounts, because builds begin by removing their folder. Whatever
 * the checkout's own `.gitignore` files do not name is taken away again, or it would become part of the change.
 */
export async function placeBuilds(packages: readonly MonorepoPackage[], scan: Scan): Promise<void> {
  const outputs = packages.flatMap((entry) => entry.outputs);
  if (outputs.length === 0) return;
  for (const { from, to } of outputs)
    if (await makeFoldersInside(scan.root, dirname(to).split("/")))
      await cp(from, join(scan.root, to), { recursive: true, verbatimSymlinks: true });
  const { files } = await runInWorker({ kind: "scan", scan });
  for (const { path } of files) if (!scan.tracked.has(path)) await rm(join(scan.root, path));
}
