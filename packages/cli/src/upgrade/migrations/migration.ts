import type { ChildAnswers } from "create-osorganicai";
import type { Codemods } from "../codemod/open-codemods.ts";
import type { ChildTree } from "../tree/child-tree.ts";

/** What a migration is: it changes code, or other files, announces SQL, or asks the child's own Developer. */
export type MigrationKind = "codemod" | "files" | "sql" | "prompt";

/** One entry of a package's `migrations.json`. */
export interface MigrationEntry {
  /** Unique in its package, and for ever: what was applied is remembered by it. `2.0.0-rename-domain-context`. */
  readonly id: string;
  /** The version that needs it. */
  readonly since: string;
  /** One line, in the words of whoever reads the upgrade's report. */
  readonly title: string;
  readonly kind: MigrationKind;
  /** Of kinds `codemod` and `files`: the module, relative to the package. See {@link MigrationModule}. */
  readonly run?: string;
  /** Of kind `prompt`: what the Developer is asked, Markdown, relative to the package. */
  readonly prompt?: string;
  /** Of kind `sql`: the store's file that it is about, `0009_budgets.sql`. */
  readonly sql?: string;
  /** Ranges of packages without which it waits for a later upgrade. */
  readonly requires?: Readonly<Record<string, string>>;
  /** Within the kind and version, smaller first. @default 0 */
  readonly order?: number;
  /** Whether the module has `undo`, which is run when the child goes back to a version before `since`. @default false */
  readonly reversible?: boolean;
  /** What children may override that it is about: `@osorganicai/agents-po#ProductOwnerAgent.getDomainContext`. */
  readonly touches?: readonly string[];
}

/** An entry, and where it comes from. */
export interface Migration extends MigrationEntry {
  readonly package: string;
  /** `<package>#<id>`, as the lock remembers it. */
  readonly key: string;
  /** Absolute folder of the package. */
  readonly folder: string;
}

/** What a migration's module exports. It imports nothing: all it needs comes in. */
export interface MigrationModule {
  readonly default: (child: MigrationChild) => void | Promise<void>;
  /** Only of a `reversible` one. */
  readonly undo?: (child: MigrationChild) => void | Promise<void>;
}

/** What a migration may do. Everything happens in memory, and counts only if the whole migration succeeds. */
export interface MigrationChild {
  readonly code: Codemods;
  /** All files; paths relative, with `/`. */
  readonly files: Pick<ChildTree, "read" | "write" | "delete" | "list">;
  readonly answers: ChildAnswers;
  /** Something that a person has to look at. One sentence; it stands in the report. */
  todo(sentence: string): void;
}
