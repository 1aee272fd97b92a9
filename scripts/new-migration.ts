// pnpm migration new <package> <id> --kind codemod|files|sql|prompt [--title <text>] [--since <version>]
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import type { MigrationEntry, MigrationKind } from "../packages/cli/src/upgrade/migrations/migration.ts";
import { fixtureOf } from "./find-migration-problems.ts";

/** What is asked for. */
export interface NewMigration {
  /** Folder below `packages`. */
  readonly package: string;
  readonly id: string;
  readonly kind: MigrationKind;
  readonly title?: string;
  readonly since?: string;
}

const kinds: readonly MigrationKind[] = ["codemod", "files", "sql", "prompt"];

/**
 * Writes a migration's stub, its fixture, and its entry in `migrations.json`; a package's first one also makes it say so.
 * @returns paths that were written, relative to `root`
 * @throws when the request is wrong or the id is taken, in a sentence
 */
export function writeMigration(root: string, wanted: NewMigration): readonly string[] {
  const folder = `packages/${wanted.package}`;
  const manifestFile = join(root, folder, "package.json");
  if (!existsSync(manifestFile)) throw new Error(`There is no package ${wanted.package}.`);
  if (!kinds.includes(wanted.kind)) throw new Error(`A migration is of a kind: ${kinds.join(", ")}.`);
  if (!/^[a-z0-9][a-z0-9.-]*$/.test(wanted.id))
    throw new Error("An id is small letters, digits, dots and hyphens.");
  const manifest = JSON.parse(readFileSync(manifestFile, "utf8")) as Manifest;
  const listFile = join(root, folder, "migrations.json");
  const entries = existsSync(listFile) ? readEntries(listFile) : [];
  if (entries.some(({ id }) => id === wanted.id))
    throw new Error(`${wanted.package} has a migration ${wanted.id}.`);
  const entry = createEntry(wanted, manifest.version ?? "0.0.0");
  const files = { ...stubs(wanted), "migrations.json": toJson({ migrations: [...entries, entry] }) };
  const published = [...new Set([...(manifest.files ?? []), "migrations.json", "upgrades"])].toSorted();
  const named = { ...manifest, files: published, osorganicai: { migrations: "./migrations.json" } };
  const all = { ...files, "package.json": toJson(named) };
  for (const [path, content] of Object.entries(all)) {
    mkdirSync(dirname(join(root, folder, path)), { recursive: true });
    writeFileSync(join(root, folder, path), content);
  }
  return Object.keys(all).map((path) => `${folder}/${path}`);
}

interface Manifest {
  readonly version?: string;
  readonly files?: readonly string[];
}

function readEntries(file: string): readonly MigrationEntry[] {
  return (JSON.parse(readFileSync(file, "utf8")) as { readonly migrations: readonly MigrationEntry[] })
    .migrations;
}

function createEntry({ id, kind, title = id, since }: NewMigration, version: string): MigrationEntry {
  const common = { id, since: since ?? nextBreaking(version), title, kind };
  if (kind === "sql") return { ...common, sql: "0000_name_of_the_file.sql" };
  return kind === "prompt"
    ? { ...common, prompt: `./upgrades/${id}.md` }
    : { ...common, run: `./upgrades/${id}.mjs` };
}

function nextBreaking(version: string): string {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major === 0 ? `0.${minor + 1}.0` : `${major + 1}.0.0`;
}

function stubs({ package: name, id, kind }: NewMigration): Readonly<Record<string, string>> {
  if (kind === "sql") return {};
  if (kind === "prompt")
    return {
      [`upgrades/${id}.md`]: "What the child's Developer is to do, and how it sees that it is done.\n",
    };
  const fixture = {
    [`${fixtureOf(id)}/before/src/agents/product-owner.ts`]: fixtureText,
    [`${fixtureOf(id)}/after/src/agents/product-owner.ts`]: fixtureText,
  };
  return { ...fixture, [`upgrades/${id}.mjs`]: kind === "codemod" ? codemodText(name) : filesText };
}

const fixtureText = `import { ProductOwnerAgent } from "@osorganicai/agents-po";

export default class Shop extends ProductOwnerAgent {
  override getDomainContext() {
    return "A shop.";
  }
}
`;

const codemodText = (name: string) => `/**
 * What it changes, for whoever reads it in two years. \`code\` has renameMember, renameImport, changeCall and findSubclasses.
 * @param {import("../../cli/src/upgrade/migrations/migration.ts").MigrationChild} child
 */
export default function migrate({ code }) {
  // code.renameMember({ of: { name: "…", from: "@osorganicai/${name}" }, member: "…", to: "…" });
  void code;
}
`;

const filesText = `/**
 * What it changes. \`files\` has read, write, delete and list; paths are relative to the child.
 * @param {import("../../cli/src/upgrade/migrations/migration.ts").MigrationChild} child
 */
export default function migrate({ files }) {
  void files;
}
`;

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

const usage =
  "pnpm migration new <package> <id> --kind codemod|files|sql|prompt [--title <text>] [--since <version>]";

if (import.meta.main) {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { kind: { type: "string" }, title: { type: "string" }, since: { type: "string" } },
    });
    const [verb, name, id] = positionals;
    if (verb !== "new" || name === undefined || id === undefined) throw new Error(`Usage: ${usage}`);
    const { kind = "codemod", ...more } = values;
    const written = writeMigration(process.cwd(), {
      package: name,
      id,
      kind: kind as MigrationKind,
      ...more,
    });
    process.stdout.write(`${written.map((path) => `Wrote ${path}`).join("\n")}\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  }
}
