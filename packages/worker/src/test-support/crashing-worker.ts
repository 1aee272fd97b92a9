// A worker process that tests kill. Arguments: the database's folder, the journal, deliveries to enqueue first.
import { appendFileSync } from "node:fs";
import { createEngine } from "../create-engine.ts";
import { openPglite } from "./open-pglite.ts";

const [folder, journal = "", ...deliveries] = process.argv.slice(2);
const { database } = await openPglite(folder);

function note(line: string): void {
  appendFileSync(journal, `${line}\n`);
}

const engine = createEngine({
  name: "test",
  database,
  async handle({ deliveryId, step }) {
    for (const name of ["one", "two", "three"]) {
      await step(name, async () => {
        note(`${deliveryId} ${name} begins`);
        // Long enough to be killed in.
        await new Promise((resolve) => setTimeout(resolve, 300));
      });
      note(`${deliveryId} ${name} stored`);
    }
  },
});
await engine.migrate();
const session = await database.acquire();
for (const delivery of deliveries)
  await session.query("select public.enqueue_run($1, 'acme/shop#7')", [delivery]);
await session.release();
await engine.start();
note("started");
await engine.drain(60);
note("drained");
await engine.stop();
