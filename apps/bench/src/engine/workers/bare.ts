// DBOS alone, with one step a run and a queue of the same limits. PARTITIONED: one run at a time per subject, as ours.
import { DBOS } from "@dbos-inc/dbos-sdk";
import { concurrency, databaseUrl, say } from "./worker-process.ts";

DBOS.registerWorkflow(async () => void (await DBOS.runStep(async () => 1, { name: "one" })), { name: "run" });
DBOS.setConfig({ name: "bench", systemDatabaseUrl: databaseUrl, applicationVersion: "1", logLevel: "error" });
await DBOS.launch();
await DBOS.registerQueue("runs", {
  workerConcurrency: concurrency,
  minPollingIntervalMs: 50,
  ...(process.env["PARTITIONED"] !== undefined && { partitionConcurrency: 1 }),
});
say("started");
