// Our engine with one step a run. With HOLDS the step tells that it has begun, and never ends.
import { createEngine } from "@osorganicai/worker";
import { concurrency, databaseUrl, say } from "./worker-process.ts";

const holds = process.env["HOLDS"] !== undefined;

const engine = createEngine({
  name: "bench",
  database: { url: databaseUrl },
  concurrency,
  async handle({ deliveryId, step }) {
    await step("one", async () => {
      if (!holds) return 1;
      say(`begun ${deliveryId}`);
      return new Promise(() => undefined);
    });
  },
});
await engine.start();
say("started");
