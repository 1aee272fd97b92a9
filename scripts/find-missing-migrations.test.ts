import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { compareReports, findMissingMigrations } from "./find-missing-migrations.ts";

let root: string;

const report = (...lines: readonly string[]) =>
  `## API Report File for "@osorganicai/core"\n\n> Do not edit.\n\n\`\`\`ts\n\nimport { a } from 'b';\n\n// @public\n${lines.join("\n")}\n\n// (No @packageDocumentation comment for this package)\n\n\`\`\`\n`;
const agent = report(
  "export class Agent {",
  "    run(): void;",
  "}",
  "",
  "// @public",
  "export class Other {",
  "    run(): void;",
  "}",
);

/** A repository on a branch that left main, where core is at 1.2.0. */
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "migrations-"));
  git("init", "-q", "-b", "main");
  write("packages/core/package.json", '{ "name": "@osorganicai/core", "version": "1.2.0" }');
  write("packages/core/etc/index.api.md", agent);
  write("packages/core/migrations.json", '{ "migrations": [{ "id": "old" }] }');
  write(".changeset/older.md", '---\n"@osorganicai/core": major\n---\n\nOlder.\n');
  commit();
  git("switch", "-q", "-c", "feature");
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function git(...command: readonly string[]): void {
  const identity = ["-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"];
  execFileSync("git", ["-C", root, ...identity, ...command], { stdio: "ignore" });
}

function write(path: string, content: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

function commit(): void {
  git("add", "-A");
  git("commit", "-q", "-m", "Something");
}

/** Commits files and asks what is missing. */
function missingAfter(files: Readonly<Record<string, string>>): readonly string[] {
  for (const [path, content] of Object.entries(files)) write(path, content);
  commit();
  return findMissingMigrations(root, "main");
}

const renamed = { "packages/core/etc/index.api.md": agent.replace("run()", "start()") };
const extended = {
  "packages/core/etc/index.api.md": agent.replace(
    "    run(): void;\n",
    "    run(): void;\n    stop(): void;\n",
  ),
};
const changeset = (bump: string, text = "Better.") => ({
  ".changeset/new.md": `---\n"@osorganicai/core": ${bump}\n---\n\n${text}\n`,
});
const entry = { "packages/core/migrations.json": '{ "migrations": [{ "id": "old" }, { "id": "new" }] }' };
const noChangeset = "@osorganicai/core breaks what it promised, and no new changeset says major.";
const noMigration =
  "@osorganicai/core breaks what it promised, and nothing migrates its users: its migrations.json has no new entry.";

test.for([
  ["nothing", {}, [noChangeset]],
  ["a migration alone", entry, [noChangeset]],
  ["a changeset that is too small", { ...changeset("minor"), ...entry }, [noChangeset]],
  ["a changeset alone", changeset("major"), [noMigration]],
  ["a reason without words", changeset("major", "**Upgrade:** none needed because"), [noMigration]],
  ["a changeset and a migration", { ...changeset("major"), ...entry }, []],
  [
    "a changeset that says why nothing is needed",
    changeset("major", "**Upgrade:** none needed because nobody could call it."),
    [],
  ],
] as const)("what breaks, with %s", ([, files, missing]) => {
  expect(missingAfter({ ...renamed, ...files })).toEqual(missing);
});

test("what is added needs a changeset of a minor version, and no migration", () => {
  expect(missingAfter({ ...extended, ...changeset("patch") })).toEqual([
    "@osorganicai/core promises more, and no new changeset says minor or major.",
  ]);
  expect(missingAfter(changeset("minor"))).toEqual([]);
});

test("before 1.0.0 a minor version may break, but still migrates", () => {
  write("packages/core/package.json", '{ "name": "@osorganicai/core", "version": "0.3.0" }');
  expect(missingAfter({ ...renamed, ...changeset("minor") })).toEqual([noMigration]);
  expect(missingAfter(entry)).toEqual([]);
});

test("a report that is gone broke everything", () => {
  rmSync(join(root, "packages/core/etc/index.api.md"));
  expect(missingAfter({})).toEqual([noChangeset]);
});

test.for([
  ["a comment", agent.replace("// @public", "// @beta")],
  ["an import", agent.replace("import { a }", "import { c }")],
  [
    "the order",
    report(
      "export class Other {",
      "    run(): void;",
      "}",
      "",
      "export class Agent {",
      "    run(): void;",
      "}",
    ),
  ],
] as const)("%s is no promise", ([, after]) => {
  expect(compareReports(agent, after)).toBeUndefined();
});

test("a member that moves to another class is gone from its own", () => {
  const twice = report(
    "export class Agent {",
    "}",
    "export class Other {",
    "    run(): void;",
    "    run(): void;",
    "}",
  );
  expect(compareReports(agent, twice)).toBe("breaking");
});

test("the command says what to do, and fails", () => {
  missingAfter(renamed);
  const script = join(import.meta.dirname, "find-missing-migrations.ts");
  const { status, stderr } = spawnSync(process.execPath, [script, "main"], { cwd: root, encoding: "utf8" });
  expect(stderr).toContain(`${noChangeset}\nWrite a changeset`);
  expect(status).toBe(1);
});
