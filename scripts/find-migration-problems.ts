import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { MigrationEntry } from "../packages/cli/src/upgrade/migrations/migration.ts";
import { testMigration } from "../packages/cli/src/upgrade/migrations/test-migration.ts";

/** Where a migration's fixture is, in its package. Not published. */
export function fixtureOf(id: string): string {
  return `upgrade-fixtures/${id}`;
}

/** What is wrong with the migrations of all packages, and what theirs do otherwise than their fixtures say. Sentences. */
export async function findMigrationProblems(root: string): Promise<readonly string[]> {
  const lists = globSync("packages/*/migrations.json", { cwd: root }).toSorted();
  const problems = await Promise.all(lists.map((path) => findProblems(join(root, dirname(path)))));
  return problems.flat();
}

async function findProblems(folder: string): Promise<readonly string[]> {
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
  const { migrations } = JSON.parse(readFileSync(join(folder, "migrations.json"), "utf8")) as {
    readonly migrations: readonly MigrationEntry[];
  };
  const { name, files = [], osorganicai } = manifest;
  const ids = migrations.map(({ id }) => id);
  const entries = await Promise.all(migrations.map((entry) => findEntryProblems(folder, entry)));
  return [
    ...(osorganicai?.migrations === "./migrations.json"
      ? []
      : [`${name}: package.json does not name its migrations.`]),
    ...["migrations.json", "upgrades"]
      .filter((file) => !files.includes(file))
      .map((file) => `${name}: ${file} is not published.`),
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${name}: ${id} stands there twice.`),
    ...entries.flat().map((problem) => `${name}: ${problem}`),
  ];
}

interface Manifest {
  readonly name: string;
  readonly files?: readonly string[];
  readonly osorganicai?: { readonly migrations?: string };
}

async function findEntryProblems(folder: string, entry: MigrationEntry): Promise<readonly string[]> {
  const { id, kind, since, title } = entry;
  const field = { codemod: entry.run, files: entry.run, prompt: entry.prompt, sql: entry.sql }[kind];
  if (!/^[a-z0-9][a-z0-9.-]*$/.test(id))
    return [`${id} is no id. Use small letters, digits, dots and hyphens.`];
  if (!since || !title) return [`${id} has no since or no title.`];
  if (field === undefined) return [`${id} does not name the file of its kind, ${kind}.`];
  if (kind === "sql") return [];
  if (!existsSync(join(folder, field))) return [`${id} names ${field}, and there is no such file.`];
  if (kind === "prompt") return [];
  const fixture = join(folder, fixtureOf(id));
  if (!existsSync(fixture)) return [`${id} has no fixture in ${fixtureOf(id)}.`];
  const problems = await testMigration({ module: join(folder, field), fixture });
  return problems.map((problem) => `${id}: ${problem}`);
}
