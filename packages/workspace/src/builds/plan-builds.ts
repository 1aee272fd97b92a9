import type { MonorepoPackage } from "./monorepo-package.ts";

/** Where a checkout's builds come from. */
export interface BuildPlan {
  /** As they were built in the working tree: nothing that they are made of has changed. */
  readonly copy: readonly MonorepoPackage[];
  /** To be built in the checkout, in this order. */
  readonly build: readonly MonorepoPackage[];
}

/**
 * Pure: a package whose files changed, and whatever depends on it, is built again or not there at all, so that no check
 * can pass on a build of other sources. A file outside of every package may be part of any of them.
 * @param changed paths that differ from the commit
 */
export function planBuilds(packages: readonly MonorepoPackage[], changed: readonly string[]): BuildPlan {
  const built = packages.filter(({ outputs }) => outputs.length > 0);
  const stale = findStale(packages, changed);
  return {
    copy: built.filter(({ folder }) => !stale.has(folder)),
    build: inOrder(built).filter(({ folder, build }) => stale.has(folder) && build !== undefined),
  };
}

function findStale(packages: readonly MonorepoPackage[], changed: readonly string[]): ReadonlySet<string> {
  const holds = (folder: string, path: string): boolean => path.startsWith(`${folder}/`);
  const isShared = (path: string): boolean => !packages.some(({ folder }) => holds(folder, path));
  if (changed.some(isShared)) return new Set(packages.map(({ folder }) => folder));
  const stale = new Set<string>();
  const add = (folder: string): void => {
    if (stale.has(folder)) return;
    stale.add(folder);
    for (const other of packages) if (other.dependsOn.includes(folder)) add(other.folder);
  };
  for (const { folder } of packages) if (changed.some((path) => holds(folder, path))) add(folder);
  return stale;
}

/** What a package needs comes before it; in a circle, whatever comes first. */
function inOrder(packages: readonly MonorepoPackage[]): readonly MonorepoPackage[] {
  const ordered = new Set<MonorepoPackage>();
  const seen = new Set<MonorepoPackage>();
  const add = (entry: MonorepoPackage): void => {
    if (seen.has(entry)) return;
    seen.add(entry);
    packages.filter(({ folder }) => entry.dependsOn.includes(folder)).forEach(add);
    ordered.add(entry);
  };
  packages.forEach(add);
  return [...ordered];
}
