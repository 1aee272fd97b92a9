import type { Command } from "commander";
import { abandonWhenInterrupted } from "../abandon-when-interrupted.ts";
import { loadEnvironmentFile } from "../load-environment-file.ts";
import { parseDatabaseUrl } from "./parse-database-url.ts";
import type { MigrationReport } from "./run-migrate.ts";

/** `osorganicai migrate`. */
export function addMigrateCommand(program: Command): void {
  program
    .command("migrate")
    .description("bring a Postgres to the tables this version needs: the engine's, then the store's")
    .option(
      "--database-url <url>",
      "postgres://… of the database (default: DATABASE_URL, also of .env; no process list shows it)",
    )
    .option("--dry-run", "only say what would be applied", false)
    .option("--json", "print one JSON object", false)
    .addHelpText(
      "after",
      "\nExample:\n  DATABASE_URL=postgres://postgres:…@db.example.com:5432/postgres osorganicai migrate --dry-run\n" +
        "\nExit codes: 0 applied, or nothing to do; 1 the database does not answer, refuses, or is newer than this version;\n" +
        "2 no database named, or wrong flags; 130 interrupted (143 by SIGTERM): the next run goes on.\n",
    )
    .action(async ({ databaseUrl, dryRun, json }: MigrateFlags) => {
      loadEnvironmentFile(process.cwd());
      const url = parseDatabaseUrl((databaseUrl ?? process.env["DATABASE_URL"])?.trim());
      const { runMigrate } = await import("./run-migrate.ts");
      const report = await abandonWhenInterrupted(interrupted, () => runMigrate({ url, dryRun }));
      process.stdout.write(json ? `${JSON.stringify(report)}\n` : renderReport(report));
    });
}

interface MigrateFlags {
  readonly databaseUrl?: string;
  readonly dryRun: boolean;
  readonly json: boolean;
}

/** Of the store's files none is ever half applied, and the engine's steps know what is there. */
const interrupted = "what was applied stays, and the next run goes on from there";

/** Pure: one line per file, and a last one that says it all. */
function renderReport({ database, dryRun, applied, waiting }: MigrationReport): string {
  const lines = [
    ...applied.map(({ part, name }) => `${part.padEnd(7)} ${name}`),
    ...waiting.map(
      ({ name, extension }) =>
        `store   ${name} waits: this Postgres does not offer the extension ${extension}`,
    ),
    closingLine(database, dryRun, applied.length),
  ];
  return `${lines.join("\n")}\n`;
}

function closingLine(database: string, dryRun: boolean, count: number): string {
  if (count === 0) return `Nothing to do: ${database} is up to date.`;
  return dryRun ? `${count} would be applied to ${database}.` : `${count} applied to ${database}.`;
}
