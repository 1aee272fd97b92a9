// Which packages promise something else than on the base branch, without saying to their users what to do about it. CI
// calls it with the base: origin/main.
import { execFileSync } from "node:child_process";

/** How far a package's promise moved. */
type Move = "breaking" | "added";

/**
 * Compares the API reports of HEAD with those where it left `base`. A line that is gone or changed breaks somebody, a new
 * one does not. Each package that moved owes a new changeset of the right size, and one that breaks owes a new entry in its
 * `migrations.json` too, or `**Upgrade:** none needed because …` in the changeset. One sentence each; empty when all is told.
 * @throws when git does not know `base`
 */
export function findMissingMigrations(root: string, base: string): readonly string[] {
  const since = git(root, "merge-base", base, "HEAD").trim();
  const changed = git(root, "diff", "--name-only", "--no-renames", "-z", since, "HEAD").split("\0");
  const reports = changed.filter((path) => /^packages\/[^/]+\/etc\/[^/]+\.api\.md$/.test(path));
  const changesets = changed
    .filter((path) => /^\.changeset\/(?!README)[^/]+\.md$/.test(path))
    .flatMap((path) => readChangeset(show(root, "HEAD", path)));
  const folders = [...new Set(reports.map((path) => path.split("/").slice(0, 2).join("/")))];
  return folders.flatMap((folder) => {
    const own = reports.filter((path) => path.startsWith(`${folder}/`));
    const moves = own.map((path) => compareReports(show(root, since, path), show(root, "HEAD", path)));
    const manifest = JSON.parse(show(root, "HEAD", `${folder}/package.json`) || "{}") as Manifest;
    const move = moves.includes("breaking") ? "breaking" : moves.includes("added") ? "added" : undefined;
    if (move === undefined || manifest.name === undefined || manifest.private === true) return [];
    const hasEntry = listIds(show(root, "HEAD", `${folder}/migrations.json`)).some(
      (id) => !listIds(show(root, since, `${folder}/migrations.json`)).includes(id),
    );
    return judge({ ...manifest, name: manifest.name }, { move, hasEntry, changesets });
  });
}

interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly private?: boolean;
}

interface Changeset {
  readonly bumps: Readonly<Record<string, string>>;
  readonly text: string;
}

interface Told {
  readonly move: Move;
  readonly hasEntry: boolean;
  readonly changesets: readonly Changeset[];
}

/** Before 1.0.0 a minor version may break. */
function judge(
  { name, version = "0.0.0" }: Manifest & { readonly name: string },
  { move, hasEntry, changesets }: Told,
): readonly string[] {
  const wanted = move === "breaking" && !version.startsWith("0.") ? ["major"] : ["minor", "major"];
  const fitting = changesets.filter(({ bumps }) => wanted.includes(bumps[name] ?? ""));
  const what = move === "breaking" ? "breaks what it promised" : "promises more";
  if (fitting.length === 0) return [`${name} ${what}, and no new changeset says ${wanted.join(" or ")}.`];
  const isExplained = fitting.some(({ text }) => /\*\*Upgrade:\*\* none needed because \S/.test(text));
  return move === "added" || hasEntry || isExplained
    ? []
    : [`${name} ${what}, and nothing migrates its users: its migrations.json has no new entry.`];
}

/** How the promise moved from one report to the other; undefined when it did not. */
export function compareReports(before: string, after: string): Move | undefined {
  const [old, now] = [listPromises(before), listPromises(after)];
  if (old.some((promise) => !now.includes(promise))) return "breaking";
  return now.some((promise) => !old.includes(promise)) ? "added" : undefined;
}

/** Each line of a report's code with the declaration it stands in: order does not count, nor do comments and imports. */
function listPromises(report: string): readonly string[] {
  const code = /```ts\n([\s\S]*?)```/.exec(report)?.[1] ?? "";
  let declaration = "";
  return code.split("\n").flatMap((line) => {
    const text = line.trim();
    if (text === "" || text.startsWith("//") || text.startsWith("import ") || /^[})\]]+;?$/.test(text))
      return [];
    if (line.startsWith("export ")) declaration = line.replace(/[{(=:].*$/, "").trim();
    return [`${declaration} ▸ ${text}`];
  });
}

/** A deleted changeset has no text. */
function readChangeset(text: string): readonly Changeset[] {
  const [, frontMatter = "", ...body] = text.split(/^---$/m);
  const bumps = [...frontMatter.matchAll(/^\s*["']?([^"':\s]+)["']?\s*:\s*(\w+)/gm)];
  return text === ""
    ? []
    : [{ bumps: Object.fromEntries(bumps.map(([, name, bump]) => [name, bump])), text: body.join("---") }];
}

function listIds(migrations: string): readonly string[] {
  const { migrations: entries = [] } = JSON.parse(migrations || "{}") as {
    readonly migrations?: readonly { readonly id: string }[];
  };
  return entries.map(({ id }) => id);
}

/** A file of a commit; empty when it has none. */
function show(root: string, commit: string, path: string): string {
  const isThere = git(root, "ls-tree", "--name-only", commit, "--", path).trim() !== "";
  return isThere ? git(root, "show", `${commit}:${path}`) : "";
}

function git(root: string, ...command: readonly string[]): string {
  return execFileSync("git", ["-C", root, ...command], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    maxBuffer: 64 * 1024 * 1024,
  });
}

if (import.meta.main) {
  const missing = findMissingMigrations(process.cwd(), process.argv[2] ?? "origin/main");
  for (const sentence of missing) console.error(sentence);
  if (missing.length > 0)
    console.error(
      "Write a changeset (pnpm exec changeset); for what breaks also: pnpm migration new <package> <id> --kind codemod,\n" +
        'or, in the changeset: "**Upgrade:** none needed because …". docs/upgrading.md has more.',
    );
  process.exitCode = missing.length > 0 ? 1 : 0;
}
