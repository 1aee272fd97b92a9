import { execFile } from "node:child_process";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { openRealPostgres, type RealPostgres } from "@osorganicai/testing";

/** What a server stores into. */
export type Tables = "ours" | "inbox" | "none";

const bin = join(dirname(new URL(import.meta.resolve("osorganicai/package.json")).pathname), "dist/bin.js");

/** A database of its own on the real Postgres, with the tables that a server needs. */
export async function openDatabase(tables: Tables): Promise<RealPostgres> {
  const postgres = await openRealPostgres();
  if (tables === "inbox")
    await postgres.query(
      "create table inbox (delivery text primary key, event text, payload text, at timestamptz default now())",
    );
  if (tables === "ours")
    await promisify(execFile)(process.execPath, [bin, "migrate"], {
      env: { PATH: process.env["PATH"], DATABASE_URL: postgres.url },
    });
  return postgres;
}
