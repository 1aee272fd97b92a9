import { resolve } from "node:path";
import { type Command, Option } from "commander";
import { parseGiven } from "../parse-given.ts";
import { parsePort } from "../parse-port.ts";

/** `osorganicai dev`. */
export function addDevCommand(program: Command): void {
  program
    .command("dev")
    .description("run the child in this folder on loopback, with the embedded database")
    .option("-p, --port <port>", "port on 127.0.0.1; 0 takes a free one", parsePort, 3000)
    .option("-C, --directory <folder>", "folder of the child", parseGiven, ".")
    .option(
      "--state <folder>",
      "folder of the database and of workspaces (default: <directory>/.osorganicai)",
      parseGiven,
    )
    .addOption(
      new Option("--log-level <level>", "least important lines of the log, which is JSON on standard error")
        .choices(["debug", "info", "warn", "error"])
        .default("warn"),
    )
    .option("--json", "print one JSON object when it listens", false)
    .option(
      "--until-stdin-ends",
      "stop when standard input ends as well: for a process that starts this one and may die",
      false,
    )
    .addHelpText(
      "after",
      "\nExample:\n  GITHUB_WEBHOOK_SECRET=… GITHUB_TOKEN=… ANTHROPIC_API_KEY=… osorganicai dev --port 3000\n",
    )
    .action(async ({ directory, state, ...options }: DevFlags) => {
      const folder = resolve(directory);
      const { runDev } = await import("./run-dev.ts");
      await runDev({
        ...options,
        directory: folder,
        stateDirectory: state === undefined ? resolve(folder, ".osorganicai") : resolve(state),
      });
    });
}

interface DevFlags {
  readonly port: number;
  readonly directory: string;
  readonly state?: string;
  readonly logLevel: "debug" | "info" | "warn" | "error";
  readonly json: boolean;
  readonly untilStdinEnds: boolean;
}
