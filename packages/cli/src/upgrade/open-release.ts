import { readFileSync } from "node:fs";
import { join } from "node:path";
import { messageOf, OSOrganicError } from "@osorganicai/core";
import { listShippedSql, readVersion, renderChild } from "create-osorganicai";
import { findPackage } from "./find-package.ts";
import type { Migration, MigrationEntry } from "./migrations/migration.ts";
import type { Release } from "./release.ts";
import { createSignatures } from "./report/create-signatures.ts";

/** An installed package of ours. */
interface Installed {
  readonly name: string;
  readonly version: string;
  /** Absolute. */
  readonly folder: string;
  /** Relative path of its migrations. */
  readonly migrations: string | undefined;
  readonly dependencies: readonly string[];
}

/**
 * The version that a child has installed: files and SQL of this CLI, migrations of every package of ours in the child.
 * @param root absolute folder of the child
 */
export function openRelease(root: string): Release {
  const packages = findPackages(root);
  return {
    version: readVersion(),
    render: renderChild,
    sql: listShippedSql(),
    migrations: packages.flatMap(readMigrations),
    installed: (name) =>
      packages.find((one) => one.name === name)?.version ?? readInstalled(root, name)?.version,
    signatureOf: createSignatures((name) => packages.find((one) => one.name === name)?.folder),
  };
}

/** All of them, by name: what the child depends on, and what that depends on. */
function findPackages(root: string): readonly Installed[] {
  const found = new Map<string, Installed>();
  const waiting = listOurs(readJson(join(root, "package.json"))).map((name) => ({ name, from: root }));
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    if (found.has(next.name)) continue;
    const installed = readInstalled(next.from, next.name);
    if (!installed) continue;
    found.set(next.name, installed);
    waiting.push(...installed.dependencies.map((name) => ({ name, from: installed.folder })));
  }
  return [...found.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function readInstalled(from: string, name: string): Installed | undefined {
  const folder = findPackage(from, name);
  if (folder === undefined) return undefined;
  const manifest = readJson(join(folder, "package.json"));
  return {
    name,
    version: manifest.version ?? "0.0.0",
    folder,
    migrations: manifest.osorganicai?.migrations,
    dependencies: listOurs(manifest),
  };
}

interface Manifest {
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly osorganicai?: { readonly migrations?: string };
}

function listOurs({ dependencies, devDependencies, peerDependencies }: Manifest): readonly string[] {
  return Object.keys({ ...dependencies, ...devDependencies, ...peerDependencies }).filter(isOurs);
}

/** Whether a package is one of this project's. */
export function isOurs(name: string): boolean {
  return name.startsWith("@osorganicai/") || name === "osorganicai" || name === "create-osorganicai";
}

function readMigrations({ name, folder, migrations }: Installed): readonly Migration[] {
  if (migrations === undefined) return [];
  const { migrations: entries } = readJson(join(folder, migrations)) as {
    readonly migrations: readonly MigrationEntry[];
  };
  return entries.map((entry) => ({ ...entry, package: name, key: `${name}#${entry.id}`, folder }));
}

function readJson(path: string): Manifest & Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    throw new OSOrganicError("migration_invalid", `${path} cannot be read: ${messageOf(cause)}.`, { cause });
  }
}
