import type { Mother } from "./copy-mother.ts";
import { addSql, editFile, templates } from "./edit-mother.ts";
import { type Release, release } from "./release.ts";

/** What the minor release writes into children: the stories look for it. */
export const minorMarks = {
  /** First line of the managed workflow. */
  workflow: "# Since the minor release of the story.",
  /** First line of the shim `api/health.ts`. */
  health: "// Since the minor release of the story.",
  /** Subject of the SQL file. */
  sql: "notes_of_the_story",
} as const;

/** A minor release as many are: one SQL file more, and other text in what is managed in children. */
export async function makeMinorRelease(mother: Mother): Promise<Release> {
  await addSql(
    mother,
    minorMarks.sql,
    "create table notes_of_the_story (id bigint primary key);\nalter table notes_of_the_story enable row level security;\n",
  );
  await editFile(
    mother,
    `${templates}/child/.github/workflows/osorganicai.yml`,
    /^/,
    `${minorMarks.workflow}\n`,
  );
  await editFile(mother, `${templates}/child/api/health.ts`, /^/, `${minorMarks.health}\n`);
  return release(mother, {
    name: "@osorganicai/store",
    bump: "minor",
    summary: "Notes have a table.",
  });
}
