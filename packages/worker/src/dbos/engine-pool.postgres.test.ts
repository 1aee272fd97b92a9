import { findRealPostgres, openRealPostgres, realPostgresHost } from "@osorganicai/testing";
import { expect, onTestFinished, test } from "vitest";
import { openEnginePool } from "./engine-pool.ts";

// Where there is no Postgres, the test reports by name that it did not run.
const found = await findRealPostgres();
const label = `an engine's connections to a real Postgres${found ? "" : ` (none at ${realPostgresHost})`}`;

test.skipIf(!found)(
  `${label}: who stops in the middle of a transaction keeps nobody else from its rows`,
  async () => {
    const postgres = await openRealPostgres();
    onTestFinished(() => postgres.close());
    await postgres.query("create table runs (owner text)");
    await postgres.query("insert into runs values ('nobody')");
    const pool = openEnginePool({ url: postgres.url }, { max: 2, longestPauseMs: 300 });
    onTestFinished(() => pool.close());
    const stopped = await pool.dbos.connect();
    await stopped.query("begin");
    await stopped.query("update runs set owner = 'the stopped one'");
    await pool.query("update runs set owner = 'the next one'");
    await expect(stopped.query("commit")).rejects.toThrow();
    stopped.release(true);
    expect((await postgres.query("select owner from runs")).rows).toEqual([{ owner: "the next one" }]);
  },
);
