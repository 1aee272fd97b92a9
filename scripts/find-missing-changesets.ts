// Which packages changed since the base branch without a changeset. CI calls it with the base: origin/main.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const isChangeset = /^\.changeset\/(?!README)[^/]+\.md$/;
/** What of a package never reaches its users. */
const unpublished =
  /\.test(-d)?\.ts$|\/(test-support|fixtures|upgrade-fixtures|stories)\/|\/(tsconfig\.json|tsup\.config\.ts|CHANGELOG\.md)$/;

/**
 * Names of the packages below `packages/` that changed between the point where HEAD left `base` and HEAD, and that no
 * changeset added since names. An empty changeset (`changeset --empty`) says that users will notice nothing, and is
 * enough for all. A release, which takes every changeset away, owes none.
 * @throws when git does not know `base`
 */
export function findMissingChangesets(root: string, base: string): readonly string[] {
  const since = git(root, "merge-base", base, "HEAD").trim();
  const changes = git(root, "diff", "--name-status", "--no-renames", "-z", since, "HEAD").split("\0");
  const entries = changes.flatMap((path, index) =>
    index % 2 === 1 ? [{ status: changes[index - 1], path }] : [],
  );
  const changesets = entries.filter(({ path }) => isChangeset.test(path));
  const written = changesets.filter(({ status }) => status !== "D").map(({ path }) => namesIn(root, path));
  const isRelease = changesets.length > 0 && !listChangesets(root).length;
  if (isRelease || written.some((names) => names.length === 0)) return [];
  const changed = entries.flatMap(({ path }) => (unpublished.test(path) ? [] : packageOf(root, path)));
  return [...new Set(changed)].filter((name) => !written.flat().includes(name));
}

/** Those that wait for a release. */
function listChangesets(root: string): readonly string[] {
  const paths = git(root, "ls-tree", "-z", "--name-only", "HEAD", ".changeset/").split("\0");
  return paths.filter((path) => isChangeset.test(path));
}

function git(root: string, ...command: readonly string[]): string {
  return execFileSync("git", ["-C", root, ...command], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** The packages that a changeset names, in its front matter. */
function namesIn(root: string, path: string): readonly string[] {
  const [, frontMatter = ""] = git(root, "show", `HEAD:${path}`).split(/^---$/m);
  return [...frontMatter.matchAll(/^\s*["']?([^"':\s]+)["']?\s*:/gm)].map(([, name = ""]) => name);
}

/** The published package that a file belongs to; none when it is private or was removed. */
function packageOf(root: string, path: string): readonly string[] {
  const [folder] = /^packages\/[^/]+/.exec(path) ?? [];
  if (folder === undefined || !existsSync(join(root, folder, "package.json"))) return [];
  const manifest = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")) as Manifest;
  return manifest.private ? [] : [manifest.name];
}

interface Manifest {
  readonly name: string;
  readonly private?: boolean;
}

if (import.meta.main) {
  const missing = findMissingChangesets(process.cwd(), process.argv[2] ?? "origin/main");
  for (const name of missing) console.error(`${name} changed, and no new changeset names it.`);
  if (missing.length > 0)
    console.error("Write one: npx -y pnpm@12.21.0 exec changeset (--empty when users notice nothing).");
  process.exitCode = missing.length > 0 ? 1 : 0;
}
