import { writeFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { messageOf } from "@osorganicai/core";
import type { Command } from "commander";
import { readVersion } from "create-osorganicai";
import { exitCodes } from "../exit-codes.ts";
import { UsageError } from "../run/usage-error.ts";
import type { FleetReport } from "./fleet-report.ts";

/** `osorganicai fleet` and `osorganicai fleet rehearse`. @param settle told what the process ends with */
export function addFleetCommand(program: Command, settle: (code: number) => void): void {
  program
    .command("fleet")
    .description(
      "show every child below a folder, or of an account on GitHub, with what somebody has to look at",
    )
    .argument(
      "<folder-or-owner>",
      "a folder; else the name or address of a GitHub account, read with GITHUB_TOKEN",
    )
    .option("--html <file>", "also write one self-contained page")
    .option("--json", "print one JSON object", false)
    .addHelpText("after", help)
    .action(async (source: string, { html, json }: FleetFlags) => {
      const { readFleet } = await import("./read-fleet.ts");
      const report = await readFleet({
        source,
        environment: process.env,
        current: readVersion(),
        now: new Date(),
        wait,
      });
      if (html !== undefined) await writePage(html, report);
      process.stdout.write(await render(report, json));
      settle(report.incomplete.length > 0 ? exitCodes.failed : exitCodes.ok);
    });
}

interface FleetFlags {
  readonly html?: string;
  readonly json: boolean;
}

const help = `
Example:
  osorganicai fleet ~/children --html fleet.html
  GITHUB_TOKEN=… osorganicai fleet acme --json

On GitHub it reads the default branch of every repository that has .osorganicai/lock.json and is not archived. A token
that may read contents, checks and metadata is enough. Nothing is written, and nothing is told to anybody.

Exit codes:
    0  every child was read; what is wrong with them stands in the table
    1  not whole: folders that cannot be read, no network, a refused token, a rate limit, an unknown account
    2  wrong flags, or neither a folder nor an account
`;

async function writePage(path: string, report: FleetReport): Promise<void> {
  const { renderFleetHtml } = await import("./render/render-fleet-html.ts");
  try {
    await writeFile(path, renderFleetHtml(report));
  } catch (error) {
    throw new UsageError(`${path} cannot be written: ${messageOf(error)}`);
  }
}

async function render(report: FleetReport, json: boolean): Promise<string> {
  if (json) return `${JSON.stringify(report)}\n`;
  const { renderFleetText } = await import("./render/render-fleet-text.ts");
  return renderFleetText(report, process.stdout.isTTY ? process.stdout.columns : undefined);
}
