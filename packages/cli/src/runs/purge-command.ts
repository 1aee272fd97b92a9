import { type Command, InvalidArgumentError } from "commander";
import { type PlaceFlags, withPlace, withRuns } from "./with-runs.ts";

/** `osorganicai purge`. */
export function addPurgeCommand(program: Command): void {
  const purge = program
    .command("purge")
    .description("delete old runs that have ended, with their deliveries' text and their patches")
    .requiredOption("--older-than <age>", "ended before: 90d, 12h", parseAge)
    .option("--dry-run", "only say how many there are", false)
    .addHelpText(
      "after",
      "\nWhat has not ended, waits or is dead stays, and so do conversations and the audit trail. Workers do the same\n" +
        "by themselves after limits.keepDays of the configuration.\n" +
        "\nExit codes: 0 done; 1 the database does not answer; 2 no database here, another process has it, or wrong flags.\n",
    );
  withPlace(purge).action(async ({ olderThan, dryRun, json, ...place }: PurgeFlags) => {
    const before = new Date(Date.now() - olderThan);
    const count = await withRuns(place, (opened) => opened.purge({ before, dry: dryRun }));
    const report = { before, dryRun, count };
    const sentence = `${count} ${count === 1 ? "run" : "runs"} that ended before ${before.toISOString()} ${dryRun ? "would be" : count === 1 ? "was" : "were"} deleted.`;
    process.stdout.write(`${json ? JSON.stringify(report) : sentence}\n`);
  });
}

interface PurgeFlags extends PlaceFlags {
  /** In milliseconds. */
  readonly olderThan: number;
  readonly dryRun: boolean;
}

const units: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000 };

function parseAge(text: string): number {
  const [, number, unit = ""] = /^(\d{1,5})([dh])$/.exec(text) ?? [];
  if (number === undefined) throw new InvalidArgumentError("Expected days or hours: 90d, 12h.");
  return Number(number) * (units[unit] ?? 0);
}
