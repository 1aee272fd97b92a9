import type { MigrationOutcome } from "../migrations/migration-outcome.ts";
import type { FileOutcome } from "../ownership/plan-files.ts";
import { toolPaths } from "../tool-paths.ts";
import type { UpgradeResult } from "../upgrade-result.ts";
import type { TouchedOverride } from "./find-overrides.ts";

/** What a person reads in the pull request: what needs them first. Markdown; the same upgrade gives the same text. */
export function renderReport(result: UpgradeResult): string {
  const { from, to, rolledBack } = result;
  const title = from === to ? `# OSOrganicAI ${to}` : `# OSOrganicAI ${from} → ${to}`;
  const sections = [
    section("What needs you", needs(result)),
    section(
      "Migrations",
      result.migrations.filter(({ status }) => status !== "waiting").map(describeMigration),
    ),
    section("Your overrides that this touches", result.overrides.map(describeOverride)),
    section("Files", result.files.filter(isNews).map(describeFile)),
    section("SQL", describeSql(result)),
    ...result.prompts.map(({ name, diff }) =>
      diff === undefined ? "" : `## What your ${name} says to the model\n\n${fence("diff", diff)}`,
    ),
    ...result.files.map(({ path, diff }) =>
      diff === undefined
        ? ""
        : `## What \`${path}\` would have got\n\nIt is yours, so nothing was changed.\n\n${fence("diff", diff)}`,
    ),
  ];
  const back = rolledBack ? [rollbackNote] : [];
  return `${[title, ...back, ...sections.filter((text) => text !== "")].join("\n\n")}\n`;
}

const rollbackNote =
  "This goes **back** to an older version. Files that nobody edited are as they were then. SQL stays: it is never taken back, and an older `osorganicai migrate` refuses a newer database. Migrations stay applied, but for those that are undone below.";

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : `## ${title}\n\n${lines.join("\n")}`;
}

/** What is not finished without a person, most pressing first. */
export function needs(result: UpgradeResult): readonly string[] {
  const { files, migrations, overtaken, issues, promptProblem, issueProblem } = result;
  const of = (outcome: FileOutcome["outcome"]) => files.filter((file) => file.outcome === outcome);
  return [
    ...of("conflict").map(
      ({ path }) =>
        `- **Conflict** in \`${path}\`. Yours is untouched; both are in \`${toolPaths.incoming(path)}\`. Then \`osorganicai resolve ${path}\` with \`--keep\`, \`--take\` or \`--edited\`.`,
    ),
    ...overtaken.map(
      (path) =>
        `- \`${path}\` was edited while this ran. What was to be written is in \`${toolPaths.incoming(path)}\`.`,
    ),
    ...of("refused").map(({ reason }) => `- Not touched: ${reason}`),
    ...migrations
      .filter(({ status }) => status === "failed")
      .map(
        ({ key, title, reason }) =>
          `- **Failed:** ${title} (\`${key}\`): ${reason}. The next upgrade tries again.`,
      ),
    ...migrations.flatMap(({ todos }) => todos.map((todo) => `- ${todo}`)),
    ...migrations
      .filter(({ kind, status }) => kind === "prompt" && status === "applied")
      .map(
        ({ key, title }) => `- For your Developer: ${title}: ${issues[key] ?? `\`${toolPaths.todo(key)}\``}`,
      ),
    ...migrations
      .filter(({ status }) => status === "waiting")
      .map(({ title, reason }) => `- Waits: ${title}, because ${reason}.`),
    ...(issueProblem === undefined ? [] : [`- No issue could be opened: ${issueProblem}`]),
    ...(promptProblem === undefined ? [] : [`- Prompts could not be compared: ${promptProblem}`]),
  ];
}

function describeMigration({ key, title, status, changed, reason }: MigrationOutcome): string {
  const files =
    changed.length === 0 ? "nothing here to change" : changed.map((path) => `\`${path}\``).join(", ");
  const what = status === "failed" ? `failed: ${reason}` : status === "undone" ? `undone: ${files}` : files;
  return `- [${status === "failed" ? " " : "x"}] ${title} (\`${key}\`): ${what}`;
}

function describeOverride({ path, line, name, migrations, signature }: TouchedOverride): string {
  const titles = migrations.length === 0 ? "" : ` ${migrations.join("; ")}.`;
  if (signature === undefined) return `- \`${name}\` (${path}:${line}):${titles}`;
  const after =
    signature.after === "" ? "**is not there any more**: nothing calls it" : `is \`${signature.after}\``;
  return `- \`${name}\` (${path}:${line}):${titles} Ours was \`${signature.before}\` and ${after}.`;
}

function isNews({ outcome }: FileOutcome): boolean {
  return !["unchanged", "keep", "leave", "conflict", "refused"].includes(outcome);
}

const stories: Partial<Record<FileOutcome["outcome"], string>> = {
  create: "is new",
  overwrite: "is brought up to date",
  merged: "is brought up to date, with your edits in it",
  delete: "is no longer needed",
  orphan: "is no longer shipped; you edited it, so it stays and is yours",
  eject: "was deleted by you and stays away",
  yours: "is yours from now on",
};

function describeFile({ path, outcome }: FileOutcome): string {
  return `- \`${path}\` ${stories[outcome] ?? outcome}`;
}

function describeSql({ sql, migrations }: UpgradeResult): readonly string[] {
  const titles = migrations.filter(({ kind }) => kind === "sql").map(({ title }) => `- ${title}`);
  return [
    ...sql.map(
      ({ path, upstream }) =>
        `- \`${path}\` (${upstream}): apply it before you deploy, with \`supabase db push\` or \`osorganicai migrate\``,
    ),
    ...titles,
  ];
}

/** Longer than every fence inside. */
function fence(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const ticks = "`".repeat(longest + 1);
  return `${ticks}${language}\n${text.trimEnd()}\n${ticks}`;
}
