// Makes the data folder that new local databases start from: initdb and all migrations take two seconds, once.
import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { silentLogger } from "@osorganicai/core";
import { createTurns } from "../src/local/create-turns.ts";
import { createExclusiveDatabase } from "../src/local/exclusive-database.ts";
import { loadLite } from "../src/local/load-lite.ts";
import { startPostgres } from "../src/local/start-postgres.ts";
import { templatePath } from "../src/local/template.ts";
import { migrate } from "../src/migrations/migrate.ts";

const request = { folder: undefined, template: undefined, log: silentLogger };
const { driver } = await startPostgres(await loadLite(), request);
await migrate(createExclusiveDatabase(driver, createTurns()));
const data = await driver.dumpDataDir("gzip");
const path = await templatePath();
await mkdir(dirname(path), { recursive: true });
await writeFile(path, new Uint8Array(await data.arrayBuffer()));
await driver.close();
