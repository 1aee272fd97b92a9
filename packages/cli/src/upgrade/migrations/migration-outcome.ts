import type { Migration } from "./migration.ts";

/** What became of one migration. */
export interface MigrationOutcome {
  /** `<package>#<id>` */
  readonly key: string;
  readonly title: string;
  readonly kind: Migration["kind"];
  readonly status: "applied" | "failed" | "waiting" | "undone";
  /** Paths of files that it changed. */
  readonly changed: readonly string[];
  /** What a person has to look at. */
  readonly todos: readonly string[];
  /** Why it failed or waits. */
  readonly reason?: string;
  readonly touches?: readonly string[];
}
