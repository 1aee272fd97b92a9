import type { ChildAnswers } from "create-osorganicai";
import { openCodemods } from "../codemod/open-codemods.ts";
import type { ChildTree } from "../tree/child-tree.ts";
import type { MigrationChild, MigrationModule } from "./migration.ts";

/** Which way, and what it is told. */
export interface ApplyOptions {
  readonly tree: ChildTree;
  readonly answers: ChildAnswers;
  readonly direction?: "do" | "undo";
}

/** What came of a migration. */
export interface AppliedMigration {
  /** Paths of files that it changed. */
  readonly changed: readonly string[];
  /** What a person has to look at. */
  readonly todos: readonly string[];
}

/** Runs a migration's module on a tree; nothing of it is in the tree when it throws. */
export async function applyMigration(
  module: MigrationModule,
  { tree, answers, direction = "do" }: ApplyOptions,
): Promise<AppliedMigration> {
  const fork = tree.fork();
  const todos: string[] = [];
  const code = openCodemods(fork, ({ path, line, text }) =>
    todos.push(`${path}:${line} cannot be changed with certainty: \`${text}\``),
  );
  const run = direction === "do" ? module.default : module.undo;
  const child: MigrationChild = {
    code,
    files: fork,
    answers,
    todo: (sentence) => void todos.push(sentence),
  };
  await run?.(child);
  const changed = fork.changes().map(({ path }) => path);
  fork.merge();
  return { changed, todos };
}
