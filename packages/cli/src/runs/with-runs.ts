import { resolve } from "node:path";
import type { Command } from "commander";
import { loadEnvironmentFile } from "../load-environment-file.ts";
import { parseGiven } from "../parse-given.ts";
import type { OpenedRuns, RunsPlace } from "./open-runs-of.ts";

/** Which instance's runs are meant, and how they are shown. */
export interface PlaceFlags {
  readonly databaseUrl?: string;
  readonly directory: string;
  readonly state?: string;
  readonly json: boolean;
}

/** Adds those flags to a command. */
export function withPlace(command: Command): Command {
  return command
    .option("--database-url <url>", "postgres://… of the database (default: DATABASE_URL, also of .env)")
    .option(
      "-C, --directory <folder>",
      "folder of the child, whose embedded database is used otherwise",
      parseGiven,
      ".",
    )
    .option(
      "--state <folder>",
      "folder of the embedded database (default: <directory>/.osorganicai)",
      parseGiven,
    )
    .option("--json", "print JSON", false);
}

/** Opens the runs that the flags name, for one piece of work. */
export async function withRuns<T>(
  { databaseUrl, directory, state }: Omit<PlaceFlags, "json">,
  work: (opened: OpenedRuns) => Promise<T>,
): Promise<T> {
  const folder = resolve(directory);
  loadEnvironmentFile(folder);
  const url = (databaseUrl ?? process.env["DATABASE_URL"])?.trim();
  const place: RunsPlace = {
    databaseUrl: url === "" ? undefined : url,
    stateDirectory: state === undefined ? resolve(folder, ".osorganicai") : resolve(state),
  };
  const { openRunsOf } = await import("./open-runs-of.ts");
  const opened = await openRunsOf(place);
  try {
    return await work(opened);
  } finally {
    await opened.close();
  }
}
