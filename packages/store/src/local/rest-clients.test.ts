import { randomUUID } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { silentLogger } from "@osorganicai/core";
import { afterAll, expect, test } from "vitest";
import { migrate } from "../migrations/migrate.ts";
import { createTurns, type Turns } from "./create-turns.ts";
import { createExclusiveDatabase } from "./exclusive-database.ts";
import { loadLite } from "./load-lite.ts";
import { createRestClients } from "./rest-clients.ts";
import { startPostgres } from "./start-postgres.ts";
import { readTemplate } from "./template.ts";

const log = silentLogger;
const lite = await loadLite();
const connection = await startPostgres(lite, { folder: undefined, template: await readTemplate(), log });
await migrate(createExclusiveDatabase(connection.driver, createTurns()));
afterAll(() => connection.close());

// Every statement lets everybody else go on, as any wait in the middle of a request would: then nothing but turns keeps the
// statements of two requests apart.
const { driver } = connection;
const query = driver.query.bind(driver);
Object.assign(driver, {
  async query(...call: Parameters<typeof query>) {
    await setImmediate();
    return query(...call);
  },
});

/** 60 requests of strangers and 60 of the server, half of each reading, all at once. */
async function askAtOnce(takeTurn: Turns) {
  const { client, anonymous, end } = createRestClients(lite, { connection, takeTurn, log });
  const mark = randomUUID();
  const write = (n: number, who: string) => ({
    id: `${mark}:${who}:${n}`,
    kind: "k",
    run_id: "r",
    subject: "s",
    parameter_hash: "h",
  });
  const requests = Array.from({ length: 120 }, async (_, n) => {
    // The server's comes last, so that its rights are what would be left behind.
    const server = n % 2 === 1;
    const effects = (server ? client : anonymous).from("effects");
    const { error } = await (n % 4 < 2
      ? effects.insert(write(n, server ? "server" : "stranger"))
      : effects.select("id"));
    return { server, code: error?.code };
  });
  const answers = await Promise.all(requests);
  const { rows } = await driver.query<{ id: string }>("select id from effects where id like $1", [
    `${mark}:stranger:%`,
  ]);
  end();
  return {
    leaks: answers.filter(({ server, code }) => !server && code === undefined).length + rows.length,
    errors: answers.filter(({ server, code }) => code !== (server ? undefined : "42501")).length,
  };
}

test("of 120 requests of strangers and of the server at once none gets the other's rights", async () => {
  expect(await askAtOnce(createTurns())).toEqual({ leaks: 0, errors: 0 });
});

test("without turns they do, so that the test above is known to see it", async () => {
  const { leaks, errors } = await askAtOnce(async () => () => undefined);
  expect(leaks + errors).toBeGreaterThan(0);
});
