import { resolve } from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import { parseGiven } from "../parse-given.ts";
import { parsePort } from "../parse-port.ts";

/** `osorganicai worker`. */
export function addWorkerCommand(program: Command): void {
  program
    .command("worker")
    .description("work on the runs of the child in this folder, on a Postgres that several workers may share")
    .option("-C, --directory <folder>", "folder of the child", parseGiven, ".")
    .option(
      "-p, --port <port>",
      "also serve /api/webhooks and /api/health there; 0 takes a free one",
      parsePort,
    )
    .option("--host <address>", "where it listens", parseGiven, "127.0.0.1")
    .option(
      "--stop-seconds <seconds>",
      "how long running steps may take to end after a signal",
      parseSeconds,
      300,
    )
    .addOption(
      new Option("--log-level <level>", "least important lines of the log, which is JSON on standard error")
        .choices(["debug", "info", "warn", "error"])
        .default("info"),
    )
    .addHelpText(
      "after",
      "\nExample:\n  SUPABASE_URL=… SUPABASE_SECRET_KEY=… DATABASE_URL=… osorganicai worker --port 3000 --host 0.0.0.0\n" +
        "\nSIGTERM and SIGINT: takes no more runs, lets running steps end, exits with 0; others go on with the rest.\n" +
        "The same signal once more ends it at once.\n",
    )
    .action(async ({ directory, ...options }: WorkerFlags) => {
      const { runWorker } = await import("./run-worker.ts");
      await runWorker({ ...options, directory: resolve(directory) });
    });
}

interface WorkerFlags {
  readonly directory: string;
  readonly port?: number;
  readonly host: string;
  readonly stopSeconds: number;
  readonly logLevel: "debug" | "info" | "warn" | "error";
}

function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (/^\d{1,5}$/.test(text)) return seconds;
  throw new InvalidArgumentError("Expected a whole number of seconds.");
}
