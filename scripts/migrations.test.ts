import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { findMigrationProblems } from "./find-migration-problems.ts";
import { writeMigration } from "./new-migration.ts";

/** A repository with one package. */
function repository(): string {
  const root = mkdtempSync(join(tmpdir(), "repository-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  mkdirSync(join(root, "packages/core"), { recursive: true });
  writeFileSync(
    join(root, "packages/core/package.json"),
    '{ "name": "@osorganicai/core", "version": "1.4.0", "files": ["dist"] }',
  );
  return root;
}

const read = (root: string, path: string) => readFileSync(join(root, "packages/core", path), "utf8");

test("every migration of the packages does what its fixture says", async () => {
  expect(await findMigrationProblems(join(import.meta.dirname, ".."))).toEqual([]);
});

test("a new migration is a stub, a fixture and an entry, and its package publishes them", async () => {
  const root = repository();
  writeMigration(root, {
    package: "core",
    id: "2.0.0-rename",
    kind: "codemod",
    title: "run is called start",
  });
  writeMigration(root, { package: "core", id: "2.0.0-ask", kind: "prompt" });
  expect(JSON.parse(read(root, "migrations.json")).migrations).toEqual([
    {
      id: "2.0.0-rename",
      since: "2.0.0",
      title: "run is called start",
      kind: "codemod",
      run: "./upgrades/2.0.0-rename.mjs",
    },
    {
      id: "2.0.0-ask",
      since: "2.0.0",
      title: "2.0.0-ask",
      kind: "prompt",
      prompt: "./upgrades/2.0.0-ask.md",
    },
  ]);
  expect(JSON.parse(read(root, "package.json"))).toMatchObject({
    files: ["dist", "migrations.json", "upgrades"],
    osorganicai: { migrations: "./migrations.json" },
  });
  expect(await findMigrationProblems(root)).toEqual([]);
});

test("a stub that does not yet do what its fixture wants is found", async () => {
  const root = repository();
  writeMigration(root, { package: "core", id: "rename", kind: "codemod" });
  writeFileSync(
    join(root, "packages/core/upgrade-fixtures/rename/after/src/agents/product-owner.ts"),
    "other\n",
  );
  expect(await findMigrationProblems(root)).toEqual([
    expect.stringContaining(
      "@osorganicai/core: rename: src/agents/product-owner.ts is not as it should be after it",
    ),
  ]);
});

test.for([
  [{ package: "nowhere", id: "a", kind: "codemod" }, "There is no package nowhere."],
  [{ package: "core", id: "A b", kind: "codemod" }, "An id is small letters, digits, dots and hyphens."],
  [
    { package: "core", id: "a", kind: "magic" as never },
    "A migration is of a kind: codemod, files, sql, prompt.",
  ],
] as const)("%j is refused", ([wanted, sentence]) => {
  expect(() => writeMigration(repository(), wanted)).toThrow(sentence);
});

test("an id is taken once and for ever", () => {
  const root = repository();
  writeMigration(root, { package: "core", id: "a", kind: "files" });
  expect(() => writeMigration(root, { package: "core", id: "a", kind: "files" })).toThrow(
    "core has a migration a.",
  );
});

test.for([
  [
    "an entry without its file",
    { id: "a", since: "1.0.0", title: "A", kind: "files", run: "./upgrades/no.mjs" },
    "a names ./upgrades/no.mjs, and there is no such file.",
  ],
  [
    "an entry without what its kind needs",
    { id: "a", since: "1.0.0", title: "A", kind: "prompt" },
    "a does not name the file of its kind, prompt.",
  ],
  [
    "an entry without a title",
    { id: "a", since: "1.0.0", kind: "sql", sql: "0001_a.sql" },
    "a has no since or no title.",
  ],
] as const)("%s is found", async ([, entry, sentence]) => {
  const root = repository();
  writeFileSync(join(root, "packages/core/migrations.json"), JSON.stringify({ migrations: [entry] }));
  expect(await findMigrationProblems(root)).toContain(`@osorganicai/core: ${sentence}`);
});
