// A worker process on a real Postgres, one of several, whose deadline is two seconds ahead. Arguments: the database's
// address, the worker's own name.
import pg from "pg";
import { createEngine } from "../create-engine.ts";

const [url = "", worker = ""] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: url, max: 2 });

/** One line of the journal that all workers write. */
async function note(deliveryId: string, subject: string, what: string): Promise<void> {
  const sql = "insert into journal (worker, delivery_id, subject, what) values ($1, $2, $3, $4)";
  await pool.query(sql, [worker, deliveryId, subject, what]);
}

/** Resolves when the test has opened this gate. */
async function passGate(name: string): Promise<void> {
  while ((await pool.query("select from gates where name = $1", [name])).rowCount === 0)
    await new Promise((resolve) => setTimeout(resolve, 20));
}

const engine = createEngine({
  name: "test",
  database: { url },
  concurrency: 1,
  timing: { leaseMs: 2000, heartbeatMs: 400, tendMs: 100 },
  async handle({ deliveryId, subject, step }) {
    await step("first", () => note(deliveryId, subject, "first"));
    await step("second", async () => {
      await note(deliveryId, subject, "second");
      await passGate(subject);
    });
    await note(deliveryId, subject, "end");
  },
});
await engine.start();
process.once("SIGTERM", () => void engine.stop().then(() => pool.end()));
