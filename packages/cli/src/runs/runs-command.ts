import type { RunSummary } from "@osorganicai/core";
import { type Command, Option } from "commander";
import { parseGiven } from "../parse-given.ts";
import { type PlaceFlags, withPlace, withRuns } from "./with-runs.ts";

/** `osorganicai runs`. */
export function addRunsCommand(program: Command): void {
  const runs = program
    .command("runs")
    .description("list, explain, retry or discard the runs of an instance")
    .addHelpText(
      "after",
      "\nExamples:\n  osorganicai runs list --status failed\n  osorganicai runs show 'd-1@acme/shop#7'\n" +
        "\nExit codes: 0 done; 1 there is no such run, it needs no such thing, or the database does not answer;\n" +
        "2 no database here, another process has it, or wrong flags.\n",
    );
  addList(runs);
  addCommand(runs, "show", "say how far a run came, what it failed of, and what to do");
  addCommand(runs, "retry", "try a dead run again where it failed, or one that waits at once");
  addCommand(runs, "discard", "give a run up: nothing tries it again, and its subject is free");
}

const statuses: readonly RunSummary["status"][] = [
  "queued",
  "running",
  "waiting",
  "succeeded",
  "failed",
  "cancelled",
];

function addList(runs: Command): void {
  const list = runs
    .command("list")
    .description("list runs, oldest first")
    .addOption(new Option("--status <status>", "only these; failed are the dead ones").choices(statuses))
    .option("--subject <subject>", "only those of owner/repo#number", parseGiven);
  withPlace(list).action(async ({ status, subject, json, ...place }: ListFlags) => {
    const found = await withRuns(place, ({ registry }) => registry.list(status && { status }));
    const chosen = found.filter((run) => subject === undefined || run.subject === subject);
    const { renderList } = await import("./render-runs.ts");
    process.stdout.write(json ? `${JSON.stringify(chosen)}\n` : renderList(chosen));
  });
}

function addCommand(runs: Command, name: "show" | "retry" | "discard", description: string): void {
  const command = runs
    .command(name)
    .description(description)
    .argument("<run>", "its id, as list shows it", parseGiven);
  withPlace(command).action(async (runId: string, { json, ...place }: PlaceFlags) => {
    const run = await withRuns(place, async ({ registry, discard }) => {
      if (name === "retry") await registry.retry(runId);
      if (name === "discard") await discard(runId);
      return registry.find(runId);
    });
    const { renderRun } = await import("./render-runs.ts");
    process.stdout.write(json ? `${JSON.stringify(run)}\n` : renderRun(run));
  });
}

interface ListFlags extends PlaceFlags {
  readonly status?: RunSummary["status"];
  readonly subject?: string;
}
