import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { messageOf, OSOrganicError } from "@osorganicai/core";
import type { ChildAnswers } from "create-osorganicai";
import { toolPaths } from "../tool-paths.ts";
import type { ChildTree } from "../tree/child-tree.ts";
import { applyMigration } from "./apply-migration.ts";
import type { Migration, MigrationModule } from "./migration.ts";
import type { MigrationOutcome } from "./migration-outcome.ts";
import { resolveInPackage } from "./resolve-in-package.ts";
import { keepUndo } from "./undo-migrations.ts";

/** Runs migrations one after the other. One that fails leaves nothing behind and does not keep the others. */
export async function runMigrations(
  migrations: readonly Migration[],
  child: { readonly tree: ChildTree; readonly answers: ChildAnswers },
): Promise<readonly MigrationOutcome[]> {
  const outcomes: MigrationOutcome[] = [];
  for (const migration of migrations) {
    const fork = child.tree.fork();
    try {
      const done = await runOne(migration, { ...child, tree: fork });
      fork.merge();
      outcomes.push({ ...describe(migration), status: "applied", ...done });
    } catch (error) {
      const reason = messageOf(error);
      outcomes.push({ ...describe(migration), status: "failed", changed: [], todos: [], reason });
    }
  }
  return outcomes;
}

type Done = Pick<MigrationOutcome, "changed" | "todos">;

async function runOne(
  migration: Migration,
  { tree, answers }: { readonly tree: ChildTree; readonly answers: ChildAnswers },
): Promise<Done> {
  switch (migration.kind) {
    case "codemod":
    case "files": {
      const file = resolveInPackage(migration, "run");
      const module = (await import(pathToFileURL(file).href)) as Partial<MigrationModule>;
      const done = await applyMigration(checkModule(migration, module), { tree, answers });
      if (migration.reversible === true) keepUndo(tree, migration, readFileSync(file, "utf8"));
      return done;
    }
    case "prompt": {
      const path = toolPaths.todo(migration.key);
      tree.write(
        path,
        renderTodo(migration, readFileSync(resolveInPackage(migration, "prompt"), "utf8"), path),
      );
      return { changed: [path], todos: [] };
    }
    case "sql":
      return { changed: [], todos: [] };
  }
}

function checkModule(migration: Migration, module: Partial<MigrationModule>): MigrationModule {
  if (
    typeof module.default === "function" &&
    (migration.reversible !== true || typeof module.undo === "function")
  )
    return module as MigrationModule;
  const lacks = typeof module.default === "function" ? "undo, and says it is reversible" : "a default export";
  throw new OSOrganicError(
    "migration_invalid",
    `${migration.key} has no ${lacks}. Update ${migration.package}.`,
  );
}

/** The title as a heading, then what the Developer is asked. */
function renderTodo({ key, title }: Migration, prompt: string, path: string): string {
  return `# ${title}\n\n${prompt.trim()}\n\nWhen it is done, delete \`${path}\`.\n\n${todoMarker(key)}\n`;
}

/** Stands in the issue too, so that it is opened once. */
function todoMarker(key: string): string {
  return `<!-- osorganicai:migration ${key} -->`;
}

/** A migration without what came of it. */
export function describe({
  key,
  title,
  kind,
  touches,
}: Migration): Pick<MigrationOutcome, "key" | "title" | "kind" | "touches"> {
  return { key, title, kind, ...(touches && { touches }) };
}
