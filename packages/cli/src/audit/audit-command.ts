import { resolve } from "node:path";
import type { Command } from "commander";
import { abandonWhenInterrupted } from "../abandon-when-interrupted.ts";
import { exitCodes } from "../exit-codes.ts";
import { loadEnvironmentFile } from "../load-environment-file.ts";
import { parseGiven } from "../parse-given.ts";

/** `osorganicai audit verify`. @param settle told what the process ends with */
export function addAuditCommand(program: Command, settle: (code: number) => void): void {
  program
    .command("audit")
    .description("look after the audit trail: what agents did, row by row")
    .command("verify")
    .description("find every row of the audit trail that was altered, slipped in or taken out")
    .option(
      "--conversation <issue>",
      "only this one: owner/name#number, or its id in the database",
      parseGiven,
    )
    .option(
      "--database-url <url>",
      "postgres://… of the database (default: DATABASE_URL, also of .env; no process list shows it)",
    )
    .option(
      "--state <folder>",
      "instead: the embedded database of `dev` (default: .osorganicai, without DATABASE_URL)",
      parseGiven,
    )
    .option("--no-github", "do not ask pull requests, although credentials are there")
    .option("--json", "print one JSON object", false)
    .addHelpText("after", help)
    .action(async ({ databaseUrl, state, conversation, github, json }: VerifyFlags) => {
      loadEnvironmentFile(process.cwd());
      const { runVerify } = await import("./run-verify.ts");
      const { renderAudit } = await import("./render-audit.ts");
      const report = await abandonWhenInterrupted("nothing was written, and nothing is known", () =>
        runVerify({
          database: {
            url: databaseUrl ?? (state === undefined ? process.env["DATABASE_URL"] : undefined),
            folder: resolve(state ?? ".osorganicai"),
          },
          conversation,
          environment: github ? process.env : {},
          onProgress: process.stderr.isTTY ? showProgress : undefined,
        }),
      );
      if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
      process.stdout.write(json ? `${JSON.stringify(report)}\n` : renderAudit(report));
      settle(report.found > 0 ? exitCodes.needsYou : exitCodes.ok);
    });
}

interface VerifyFlags {
  readonly conversation?: string;
  readonly databaseUrl?: string;
  readonly state?: string;
  readonly github: boolean;
  readonly json: boolean;
}

function showProgress({ rows, chains }: { readonly rows: number; readonly chains: number }): void {
  process.stderr.write(`\r${rows} rows of ${chains} chains`);
}

const help = `
Example:
  DATABASE_URL=postgres://… GITHUB_TOKEN=… osorganicai audit verify
  osorganicai audit verify --conversation acme/shop#7 --json

Computes every hash anew, outside of the database, and compares each chain with its head, with what effects saw of it
and, where GITHUB_TOKEN or the App's key is set, with what each pull request's body says. Nothing is written anywhere.

Exit codes:
    0  the audit trail is what was written
    1  it cannot be verified: a database or GitHub that does not answer, hidden rows, an unknown conversation
    2  no database named, wrong flags or credentials, or \`dev\` holds the embedded database
    4  it is not what was written: each finding is one line
  130  interrupted (143 by SIGTERM): nothing is known
`;
