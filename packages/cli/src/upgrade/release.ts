import type { ChildAnswers, ChildFile, ShippedSql } from "create-osorganicai";
import type { Migration } from "./migrations/migration.ts";

/** One version of our packages, as far as an upgrade is concerned. */
export interface Release {
  readonly version: string;
  /** Every file of a child but SQL. */
  render(answers: ChildAnswers): readonly ChildFile[];
  readonly sql: readonly ShippedSql[];
  readonly migrations: readonly Migration[];
  /** Version of a package that the child has installed; undefined: it has not. */
  installed(name: string): string | undefined;
  /** How a class of ours declares a member, in one line; undefined when it does not. `base`: `module#Class` */
  signatureOf(base: string, member: string): string | undefined;
}
