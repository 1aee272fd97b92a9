import { existsSync } from "node:fs";
import { join } from "node:path";
import { listShippedMigrations } from "create-osorganicai";
import { toolPaths } from "../../upgrade/tool-paths.ts";
import type { Check, Finding } from "../check.ts";
import { listFiles } from "../child/list-files.ts";
import { noLock } from "./no-lock.ts";

/** Every change that a version makes in a child's files was made. */
export const migrationsCheck: Check = {
  name: "migrations",
  title: "Migrations",
  async run({ directory, child }) {
    const lock = (await child.lock())?.lock;
    if (!lock) return noLock();
    if (existsSync(join(directory, toolPaths.pending))) return [interrupted()];
    const todo = await listFiles(join(directory, ".osorganicai/todo"));
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

function interrupted(): Finding {
  return {
    severity: "error",
    what: "An upgrade was interrupted while it wrote.",
    why: "Some files may be of the new version and some of the old one.",
    fix: "pnpm exec osorganicai upgrade, which writes the rest",
  };
}

/** What no codemod could do. Nothing is broken, but somebody has to look. */
function describeTodo(name: string): Finding {
  return {
    severity: "warning",
    what: `Something is left to do: .osorganicai/todo/${name}.`,
    fix: `Do it, or open an issue with that text and the label ready-for-dev. Then: git rm .osorganicai/todo/${name}`,
  };
}

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
