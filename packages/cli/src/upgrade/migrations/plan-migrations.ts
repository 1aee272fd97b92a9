import { type ChildLock, compareVersions } from "create-osorganicai";
import semver from "semver";
import type { Release } from "../release.ts";
import type { Migration } from "./migration.ts";

/** What is still to be done. */
export interface MigrationPlan {
  /** In order. */
  readonly due: readonly Migration[];
  /** They need a package that is not there in this version, and come with a later upgrade. */
  readonly waiting: readonly (Migration & { readonly reason: string })[];
}

/**
 * Pure but for the versions of installed packages: what the ledger of ids does not have, whatever versions were skipped.
 * By version, then `order`, then package and id.
 */
export function planMigrations(release: Release, { applied }: Pick<ChildLock, "applied">): MigrationPlan {
  const done = new Set(applied);
  const missing = release.migrations.filter(({ key }) => !done.has(key)).toSorted(inOrder);
  const reasons = new Map(missing.map((migration) => [migration.key, reasonToWait(migration, release)]));
  return {
    due: missing.filter(({ key }) => reasons.get(key) === undefined),
    waiting: missing.flatMap((migration) => {
      const reason = reasons.get(migration.key);
      return reason === undefined ? [] : [{ ...migration, reason }];
    }),
  };
}

function inOrder(a: Migration, b: Migration): number {
  const byKey = a.key < b.key ? -1 : Number(a.key > b.key);
  return compareVersions(a.since, b.since) || (a.order ?? 0) - (b.order ?? 0) || byKey;
}

function reasonToWait({ requires = {} }: Migration, release: Release): string | undefined {
  for (const [name, range] of Object.entries(requires)) {
    const version = release.installed(name);
    if (version === undefined) return `${name} is not installed`;
    if (!semver.satisfies(version, range, { includePrerelease: true }))
      return `${name} is ${version}, and it needs ${range}`;
  }
  return undefined;
}
