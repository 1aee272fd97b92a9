import { listShippedMigrations } from "create-osorganicai";
import type { Check, Finding } from "../check.ts";
import { noLock } from "./no-lock.ts";

/** Every change that a version makes in a child's files was made. */
export const migrationsCheck: Check = {
  name: "migrations",
  title: "Migrations",
  async run({ child }) {
    const lock = (await child.lock())?.lock;
    if (!lock) return noLock();
    const failed = lock.failed ?? [];
    const pending = listShippedMigrations().filter(
      (id) => !lock.applied.includes(id) && !failed.includes(id),
    );
    const findings = [
      ...failed.map(describeFailed),
      ...(pending.length > 0 ? [describePending(pending)] : []),
    ];
    return findings.length > 0
      ? findings
      : [{ severity: "ok", what: `${lock.applied.length} applied, none is missing.` }];
  },
};

function describeFailed(id: string): Finding {
  return {
    severity: "error",
    what: `The migration ${id} failed.`,
    why: "Your code may still use what this version no longer has.",
    fix: "Read what .osorganicai/UPGRADE.md says about it, then: pnpm exec osorganicai upgrade",
  };
}

function describePending(ids: readonly string[]): Finding {
  return {
    severity: "error",
    what: `${ids.length} ${ids.length === 1 ? "migration is" : "migrations are"} not applied: ${ids.join(", ")}.`,
    why: "Your code may still use what this version no longer has.",
    fix: "pnpm exec osorganicai upgrade",
  };
}
