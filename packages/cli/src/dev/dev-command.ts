import { resolve } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { runDev } from "./run-dev.ts";

/** `osorganicai dev`. */
export function addDevCommand(program: Command): void {
  program
    .command("dev")
    .description("run the child in this folder on loopback, with the embedded database")
    .option("-p, --port <port>", "port on 127.0.0.1; 0 takes a free one", parsePort, 3000)
    .option("-C, --directory <folder>", "folder of the child", ".")
    .option(
      "--state <folder>",
      "folder of the database and of workspaces (default: <directory>/.osorganicai)",
    )
    .option("--log-level <level>", "debug, info, warn or error", "warn")
    .option("--json", "print one JSON object when it listens, and log lines as JSON", false)
    .addHelpText(
      "after",
      "\nExample:\n  GITHUB_WEBHOOK_SECRET=… GITHUB_TOKEN=… ANTHROPIC_API_KEY=… osorganicai dev --port 3000\n",
    )
    .action(async ({ directory, state, ...options }: DevFlags) => {
      const folder = resolve(directory);
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
}

function parsePort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new InvalidArgumentError("Expected a whole number from 0 to 65535.");
}
