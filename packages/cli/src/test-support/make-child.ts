import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import {
  type ChildAnswers,
  type ChildFile,
  formatLock,
  hashContent,
  type ShippedSql,
} from "create-osorganicai";
import type { Migration } from "../upgrade/migrations/migration.ts";
import type { Release } from "../upgrade/release.ts";

/** Files by path. */
export type Files = Readonly<Record<string, string>>;

/** A version that is on no registry. */
export interface FakeRelease {
  readonly version: string;
  /** Managed, but for `api/`, which are shims, and `src/`, which is the user's. */
  readonly files?: Files;
  readonly sql?: readonly string[];
  readonly migrations?: readonly Migration[];
  readonly signatures?: Readonly<Record<string, string>>;
  /** Whether the child has its packages. @default true */
  readonly isInstalled?: boolean;
}

/** A release as an upgrade sees it. */
export function createRelease({
  version,
  files = {},
  sql = [],
  migrations = [],
  signatures,
  isInstalled = true,
}: FakeRelease): Release {
  return {
    version,
    render: () => Object.entries(files).map(([path, content]) => ({ path, content, class: classOf(path) })),
    sql: sql.map((name): ShippedSql => ({ name, content: `-- ${name}\n` })),
    migrations,
    installed: () => (isInstalled ? version : undefined),
    signatureOf: (base, member) => (signatures ? (signatures[`${base}.${member}`] ?? "") : undefined),
  };
}

function classOf(path: string): ChildFile["class"] {
  if (path.startsWith("api/")) return "shim";
  return path.startsWith("src/") ? "owned" : "managed";
}

/** What the user of the child said. */
export const answers: ChildAnswers = { name: "my-shop", domain: "generic", supabase: true };

/** A child as a release would have spawned it, in a folder of its own. */
export function makeChild(release: Release, more: Files = {}): string {
  const root = mkdtempSync(join(tmpdir(), "osorganicai-child-"));
  const files = release.render(answers);
  const ours = files.filter((file) => file.class !== "owned");
  writeFiles(root, {
    ...Object.fromEntries(files.map(({ path, content }) => [path, content])),
    ...Object.fromEntries(ours.map(({ path, content }) => [`.osorganicai/base/${path}`, content])),
    ".osorganicai/lock.json": formatLock({
      lockfileVersion: 1,
      spawnedWith: release.version,
      version: release.version,
      answers,
      applied: release.migrations.map(({ key }) => key),
      files: Object.fromEntries(
        ours.map((file) => [
          file.path,
          { class: file.class === "shim" ? "shim" : "managed", sha256: hashContent(file.content) },
        ]),
      ),
      sql: {},
    }),
    ...more,
  });
  return root;
}

/** Writes files below a folder. */
export function writeFiles(root: string, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

/** Every file below a folder but git's and what is installed. */
export function readFiles(root: string, folder = ""): Files {
  const entries = readdirSync(join(root, folder), { withFileTypes: true }).toSorted((a, b) =>
    a.name < b.name ? -1 : 1,
  );
  return Object.assign(
    {},
    ...entries.map((entry): Files => {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory())
        return [".git", "node_modules"].includes(entry.name) ? {} : readFiles(root, path);
      return entry.isFile() ? { [path]: readFileSync(join(root, path), "utf8") } : {};
    }),
  ) as Files;
}

/** One file; undefined when there is none. */
export function readFileOf(root: string, path: string): string | undefined {
  return existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : undefined;
}

/** A migration whose module is in a folder of its own. @param files of the package, `run` and `prompt` among them */
export function makeMigration(
  entry: Partial<Migration> & { readonly id: string },
  files: Files = {},
): Migration {
  const folder = mkdtempSync(join(tmpdir(), "osorganicai-package-"));
  writeFiles(folder, files);
  const name = "@osorganicai/agents-po";
  return {
    since: "2.0.0",
    title: entry.id,
    kind: "codemod",
    package: name,
    key: `${name}#${entry.id}`,
    folder,
    ...entry,
  };
}

/** Takes folders away. */
export function removeFolders(...folders: readonly string[]): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}
