import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { ChildAnswers } from "create-osorganicai";
import { createMemoryTree } from "../tree/create-memory-tree.ts";
import { applyMigration } from "./apply-migration.ts";
import type { MigrationModule } from "./migration.ts";

/** A migration and what it must do. */
export interface MigrationFixture {
  /** Absolute path of the module. */
  readonly module: string;
  /** Absolute folder with the files of a child in `before` and `after`, and in `todos.txt` what is left to a person. */
  readonly fixture: string;
}

/** For people who write migrations: what their migration does to a fixture that it should not do, one sentence each. */
export async function testMigration({ module, fixture }: MigrationFixture): Promise<readonly string[]> {
  const migration = (await import(pathToFileURL(module).href)) as MigrationModule;
  const [before, after] = [readFolder(join(fixture, "before")), readFolder(join(fixture, "after"))];
  const tree = createMemoryTree(before);
  const { todos } = await applyMigration(migration, { tree, answers });
  const problems = [...compare(read(tree), after, "after it"), ...compareTodos(fixture, todos)];
  await applyMigration(migration, { tree, answers });
  if (problems.length === 0) problems.push(...compare(read(tree), after, "after a second run"));
  if (migration.undo) {
    await applyMigration(migration, { tree, answers, direction: "undo" });
    problems.push(...compare(read(tree), before, "after it was undone"));
  }
  return problems;
}

const answers: ChildAnswers = { name: "my-shop", domain: "generic", supabase: true };

type Files = Readonly<Record<string, string>>;

function read(tree: ReturnType<typeof createMemoryTree>): Files {
  return Object.fromEntries(tree.list().map((path) => [path, tree.read(path) ?? ""]));
}

function readFolder(folder: string): Files {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const files = paths.filter((path) => statSync(join(folder, path)).isFile());
  return Object.fromEntries(files.map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

function compare(actual: Files, expected: Files, when: string): string[] {
  const paths = [...new Set([...Object.keys(actual), ...Object.keys(expected)])].toSorted();
  return paths
    .filter((path) => actual[path] !== expected[path])
    .map((path) => `${path} is not as it should be ${when}:\n${actual[path] ?? "(there is none)"}`);
}

function compareTodos(fixture: string, todos: readonly string[]): string[] {
  const file = readdirSync(fixture).includes("todos.txt")
    ? readFileSync(join(fixture, "todos.txt"), "utf8")
    : "";
  const expected = file.split("\n").filter((line) => line !== "");
  return JSON.stringify(expected) === JSON.stringify(todos)
    ? []
    : [`It leaves this to a person: ${todos.join("\n") || "nothing"}`];
}
