import type { MigrationOutcome } from "./migrations/migration-outcome.ts";
import type { FileOutcome } from "./ownership/plan-files.ts";
import type { TouchedOverride } from "./report/find-overrides.ts";
import type { PromptChange } from "./report/record-prompts.ts";
import type { AddedSql } from "./sql/plan-sql.ts";

/** What an upgrade does to a child. JSON. */
export interface UpgradeFacts {
  readonly from: string;
  readonly to: string;
  /** `to` is older than `from`: by its number, or because something came after it that is undone. */
  readonly rolledBack: boolean;
  readonly migrations: readonly MigrationOutcome[];
  readonly files: readonly FileOutcome[];
  readonly sql: readonly AddedSql[];
  /** The child's overrides that this upgrade is about. */
  readonly overrides: readonly TouchedOverride[];
}

/** What an upgrade did. JSON. */
export interface UpgradeResult extends UpgradeFacts {
  readonly dryRun: boolean;
  /** Paths of files that were written or deleted. */
  readonly changed: readonly string[];
  /** Files that somebody edited meanwhile: what was to be written is in `.osorganicai/incoming`. */
  readonly overtaken: readonly string[];
  readonly prompts: readonly PromptChange[];
  /** Why the agents' prompts could not be rendered. */
  readonly promptProblem?: string;
  /** Addresses of issues for the Developer, by migration. */
  readonly issues: Readonly<Record<string, string>>;
  readonly issueProblem?: string;
}
